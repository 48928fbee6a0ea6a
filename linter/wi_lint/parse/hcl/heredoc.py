"""White space that templates take away: `~` markers, and the indentation of `<<-` heredocs."""

from __future__ import annotations

from wi_lint.lazy_re import regex
from wi_lint.parse.hcl import ast
from wi_lint.parse.hcl.lexer import unescape_heredoc

_FRONT = regex(r"\A[^\S\n]*\n?")
_BACK = regex(r"[^\S\n]+\Z")
_LINE = regex(r"[^\n]*\n|[^\n]+")


def trimmed(value: str, text: str, start: int, end: int) -> str:
    """A literal between two offsets, without the white space that `~}` and `${~` take off it.

    Of a heredoc or a file HCL's scanner makes a literal of each line, and so no more than one is trimmed: the
    indentation behind a line that ends with `~}` stays.
    """
    has_lines = "\n" in text[start:end]
    if text[start - 2 : start] == "~}":
        value = _FRONT.sub("", value, count=1) if has_lines else value.lstrip()
    if text[end : end + 3] in ("${~", "%{~"):
        value = _BACK.sub("", value) if has_lines else value.rstrip()
    return value


def dedent(parts: list[ast.Expression], text: str) -> list[ast.Expression]:
    """Take off the indentation that all lines share; each line becomes a literal of its own."""
    lines = [line for index, part in enumerate(parts) for line in _lines(part, index == 0, text)]
    widths = [_indent(line) for line, starts in lines if starts and _counts(line)]
    width = min(widths, default=0)
    return [_cut(part, width) if starts else part for part, starts in lines]


def _lines(part: ast.Expression, first: bool, text: str) -> list[tuple[ast.Expression, bool]]:
    """A part as lines, each with whether a line of the heredoc starts with it."""
    begins = first or text[part.start - 1 : part.start] == "\n"
    if not isinstance(part, ast.Literal) or not isinstance(part.value, str):
        return [(part, begins and part.start == 0)]
    written = text[part.start : part.end]
    if unescape_heredoc(written) != part.value:  # white space is taken off it
        return [(part, begins)]
    return [
        (
            ast.Literal(part.start + m.start(), part.start + m.end(), unescape_heredoc(m[0])),
            begins or m.start() > 0,
        )
        for m in _LINE.finditer(written)
    ]


def _counts(line: ast.Expression) -> bool:
    return not (isinstance(line, ast.Literal) and not str(line.value).strip("\r\n"))


def _indent(line: ast.Expression) -> int:
    if not isinstance(line, ast.Literal):
        return 0
    value = str(line.value)
    return len(value) - len(value.lstrip(" \t"))


def _cut(line: ast.Expression, width: int) -> ast.Expression:
    if not isinstance(line, ast.Literal) or not width:
        return line
    value = str(line.value)
    off = min(width, len(value) - len(value.lstrip(" \t")))
    return ast.Literal(line.start + off, line.end, value[off:])
