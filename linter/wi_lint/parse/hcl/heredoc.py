"""White space that templates take away: `~` markers, and the indentation of `<<-` heredocs."""

from __future__ import annotations

import re

from wi_lint.parse.hcl import ast

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def trim_markers(parts: list[ast.Expression], text: str) -> list[ast.Expression]:
    """Apply `${~` and `~}`: the literal before or behind loses its white space on that side."""
    if not any("~" in text[part.start - 3 : part.end + 12] for part in parts if not _literal(part)):
        return parts
    trimmed: list[ast.Expression] = []
    for index, part in enumerate(parts):
        if isinstance(part, ast.Literal) and isinstance(part.value, str):
            value = part.value
            if index and _ends_with_marker(text, part.start):
                value = value.lstrip()
            if index + 1 < len(parts) and text[part.end : part.end + 3] in ("${~", "%{~"):
                value = value.rstrip()
            part = ast.Literal(part.start, part.end, value)
        trimmed.append(part)
    return trimmed


def _literal(part: ast.Expression) -> bool:
    return isinstance(part, ast.Literal)


def _ends_with_marker(text: str, start: int) -> bool:
    return text[start - 2 : start] == "~}"


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
    if part.end - part.start != len(part.value):
        return [(part, begins)]
    return [
        (ast.Literal(part.start + m.start(), part.start + m.end(), m[0]), begins or m.start() > 0)
        for m in _LINE.finditer(part.value)
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
