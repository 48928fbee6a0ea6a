"""Tokens that a shell script gets once, and uses for as long as it runs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wi_lint.compose.embedded import SegmentMap, text_of
from wi_lint.facts import CachedToken
from wi_lint.lazy_re import regex
from wi_lint.signs import Signs
from wi_lint.tree import Node
from wi_lint.unit import Unit
from wi_lint.values import Text

_GOT = regex(
    r"^[ \t]*(?:export[ \t]+|local[ \t]+)?(?P<name>[A-Za-z_]\w*)=[\"']?\$\([^)]{0,600}?"
    r"(?:service-accounts/[^/\s]{1,80}/token|print-access-token)",
    re.MULTILINE,
)
_ENDLESS = regex(r"^[ \t]*(?:while[ \t]+(?:true|:)|until[ \t]+false|for[ \t]*\(\([ ;]*\)\))", re.MULTILINE)


SIGNS = Signs(words=frozenset({"service-accounts/", "print-access-token"}))
"""Both ways to get a token that `_GOT` knows."""


def tokens(script: Text, unit: Unit) -> Iterator[CachedToken]:
    """The tokens that are got in front of a loop without end, and used in it."""
    pieces = SegmentMap(script)
    written = pieces.written
    for got in _GOT.finditer(written):
        loop = _ENDLESS.search(written, got.end())
        if loop is None or _ENDLESS.search(written, 0, got.start()) is not None:
            continue
        inside, name = written[loop.start() :], got["name"]
        used = re.search(rf"\$(?:{name}\b|\{{{name}\}})", inside) is not None
        if used and not re.search(rf"\b{name}=", inside):
            at = pieces.span(got.start("name"), got.end("name"))
            yield CachedToken(unit=unit, address=f"${name}", at=at.one_line, name=name)


def in_pod(pod: Node, unit: Unit) -> Iterator[CachedToken]:
    """Those of the scripts that stand in a pod's own commands."""
    for container in (*pod.each("containers"), *pod.each("initContainers")):
        for word in (*container.each("command"), *container.each("args")):
            text = text_of(word) if "\n" in word.raw else None
            if text is not None:
                yield from tokens(text, unit)
