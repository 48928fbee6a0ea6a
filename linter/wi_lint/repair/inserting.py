"""What is put into a file: a line in front of another, a block inside a block, an item behind an item, text.

All of it keeps the file's own line ends and indentation, and leaves the rest as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from wi_lint.lazy_re import regex
from wi_lint.parse import hcl
from wi_lint.parse.hcl import ast
from wi_lint.source import Edit, Source, Span

_INDENT = regex(r"[ \t]*")
_BREAK = regex(r"\r\n|\n|\r")
_PART = regex(r"^---[^\n]*(?:\n|$)", re.MULTILINE)
_COMMA = regex(r"[ \t]*,")
_SAID = regex(r"[ \t]*(?:(?:#|//)[^\r\n]*)?(?=\r|\n|$)")
"""What may stand behind an item on its line: a comment."""


def _end_of_line(source: Source) -> str:
    """How the lines of a file end."""
    found = _BREAK.search(source.text)
    return found[0] if found is not None else "\n"


def line_in_front(at: Span, line: str) -> tuple[Edit, ...]:
    """A line in front of the one that a place begins, as far in as it is; nothing where it begins none."""
    source = at.source
    start = source.starts[at.line - 1]
    indent = source.text[start : at.start]
    if indent.strip(" ") or not at.text:
        return ()
    return (Edit(Span(source, at.start, at.start), f"{line}{_end_of_line(source)}{indent}"),)


def lines_in_front(value: Span, key: str, lines: list[str]) -> tuple[Edit, ...]:
    """Lines in front of the line that gives a key a value, as far in as it is."""
    source = value.source
    start = source.starts[value.line - 1]
    found = re.match(rf" *{re.escape(key)}:[ \t]*[\"']?$", source.text[start : value.start])
    return lines_above(value, lines) if found is not None else ()


def lines_above(at: Span, lines: list[str]) -> tuple[Edit, ...]:
    """Lines above the one that a place is in, as far in as it is."""
    source = at.source
    start = source.starts[at.line - 1]
    indent, end = _INDENT.match(source.text, start), _end_of_line(source)
    shift = indent[0] if indent is not None else ""
    return (
        Edit(Span(source, start, start), "".join(f"{shift if line else ''}{line}{end}" for line in lines)),
    )


def line_away(value: Span, key: str) -> tuple[Edit, ...]:
    """Without the line that gives a key a value, where it gives nothing else."""
    source = value.source
    start, number = source.starts[value.line - 1], value.line
    end = source.starts[number] if number < len(source.starts) else len(source.text)
    before, behind = source.text[start : value.start], source.text[value.end : end]
    is_alone = re.fullmatch(rf" *{re.escape(key)}:[ \t]*[\"']?", before) is not None
    if not is_alone or re.fullmatch(r"[\"']?[ \t]*(?:#.*)?\s*", behind) is None:
        return ()
    return (Edit(Span(source, start, end), ""),)


def block_inside(head: Span, lines: list[str]) -> tuple[Edit, ...]:
    """Lines at the end of the block of Terraform's language that begins at a place."""
    block = _block(head)
    if block is None:
        return ()
    source, close = head.source, block.end - 1
    start = source.starts[source.position(close)[0] - 1]
    outer = source.text[start:close]
    if source.text[close : close + 1] != "}" or outer.strip(" \t"):
        return ()  # all of it stands on one line
    end = _end_of_line(source)
    step = _step(source, block)
    made = "".join(f"{outer}{step}{line}{end}" if line else end for line in lines)
    return (Edit(Span(source, start, start), f"{end}{made}"),)


def argument_inside(head: Span, name: str, value: str) -> tuple[Edit, ...]:
    """An argument behind the last one of a block that stands on one line, with its sign below that one's."""
    block = _block(head)
    if block is None:
        return ()
    source = head.source
    lines = [one for one in block.body.attributes.values() if "\n" not in source.text[one.start : one.end]]
    last = max(lines, key=lambda one: one.start, default=None)
    if last is None:
        return ()
    number = source.position(last.start)[0]
    written = source.line(number)
    sign = written.find("=")
    indent = written[: len(written) - len(written.lstrip())]
    end = source.starts[number - 1] + len(written)
    made = f"{indent}{name}".ljust(sign)
    spaced = made if len(made) == sign else f"{made} "
    return (Edit(Span(source, end, end), f"{_end_of_line(source)}{spaced}= {value}"),)


def _step(source: Source, block: ast.Block) -> str:
    """How much further in than its head the body of a block stands."""
    inside = [*block.body.attributes.values(), *block.body.blocks]
    if not inside:
        return "  "
    own, first = source.position(block.start)[1], min(one.start for one in inside)
    return " " * max(source.position(first)[1] - own, 1)


def _block(head: Span) -> ast.Block | None:
    """The block of a file that begins at a place."""
    if not head.path.endswith((".tf", ".tofu", ".hcl")):
        return None
    return _blocks(head.source).get(head.start)


@lru_cache(maxsize=64)
def _blocks(source: Source) -> dict[int, ast.Block]:
    """The blocks of a file, by where they begin."""
    body, _ = hcl.read(source)
    return {one.start: one for one in body.blocks}


@lru_cache(maxsize=64)
def _starts(source: Source) -> list[int]:
    return sorted(_blocks(source))


def is_of_resource(at: Span) -> bool:
    """Whether a place is inside a block of Terraform's that makes or looks up something."""
    if not at.path.endswith((".tf", ".tofu")):
        return False
    starts = _starts(at.source)
    number = bisect_right(starts, at.start) - 1
    around = _blocks(at.source)[starts[number]] if number >= 0 else None
    return around is not None and at.start < around.end and around.type in ("resource", "data", "provider")


def block_of(head: Span) -> Span | None:
    """All of the block of Terraform's language that begins at a place."""
    block = _block(head)
    return Span(head.source, block.start, block.end) if block is not None else None


def document_of(at: Span) -> Span:
    """All of the document of YAML that a place is in, without the lines that part it from others."""
    parts = _parts(at.source)
    number = bisect_right(parts, (at.start, len(at.source.text)))
    start = parts[number - 1][1] if number else 0
    end = parts[number][0] if number < len(parts) else len(at.source.text)
    return Span(at.source, start, end)


@lru_cache(maxsize=64)
def _parts(source: Source) -> list[tuple[int, int]]:
    """The lines that part documents: where each starts and ends."""
    return [found.span() for found in _PART.finditer(source.text)]


def behind_block(block: Span, text: str) -> tuple[Edit, ...]:
    """A block behind another one, with an empty line between."""
    end = _end_of_line(block.source)
    made = end.join(text.splitlines())
    return (Edit(Span(block.source, block.end, block.end), f"{end}{end}{made}"),)


def item_behind(last: Span, text: str) -> tuple[Edit, ...]:
    """An item of a list behind its last one, and behind what is said of that one."""
    source = last.source
    found = _COMMA.match(source.text, last.end)
    has_comma = found is not None
    start = source.starts[last.line - 1]
    indent = source.text[start : last.start]
    if indent.strip(" \t"):
        return () if has_comma else (Edit(Span(source, last.end, last.end), f", {text}"),)
    rest = _SAID.match(source.text, found.end() if found is not None else last.end)
    if rest is None:
        return ()  # another item, or the end of the list, stands on its line
    behind = Span(source, rest.end(), rest.end())
    line = f"{_end_of_line(source)}{indent}{text}"
    if has_comma:
        return (Edit(behind, f"{line},"),)
    if behind.start == last.end:
        return (Edit(behind, f",{line}"),)
    return Edit(Span(source, last.end, last.end), ","), Edit(behind, line)


def at_end(source: Source, text: str, between: str = "") -> tuple[Edit, ...]:
    """Text at the end of a file, behind an empty line or what is to stand between."""
    end = _end_of_line(source)
    stripped = len(source.text.rstrip())
    tail = Span(source, stripped, len(source.text))
    lines = [*between.splitlines(), *text.splitlines()] if between else ["", *text.splitlines()]
    return (Edit(tail, end + end.join(lines) + end),)
