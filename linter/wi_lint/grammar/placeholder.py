"""Placeholders: texts that somebody or something replaces before they are used.

Identity strings are lower-case, so a word in capitals inside one stands for something else.
"""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.lazy_re import regex
from wi_lint.values import Hole, Part, Reason, Text, text

_PLACEHOLDER = regex(
    r"\$\{[^{}]*\}"  # ${PROJECT}
    r"|\$\([^()]*\)"  # $(PROJECT)
    r"|\$\$?[A-Za-z_]\w*"  # $PROJECT
    r"|\{\{(?:(?!\{\{|\}\}).)*+\}\}"  # {{ project }}
    r"|\{\}"  # {}, of xargs
    r"|<[^<>]*>"  # <project>
    r"|\(\([a-z][\w.-]*\)\)"  # ((project)), of Concourse
    r"|(?<![A-Za-z0-9])__?[A-Za-z][A-Za-z0-9_]*?__?(?![A-Za-z0-9])"  # __PROJECT__
    r"|%[A-Za-z_]\w*%|@?@[A-Z_]+@@?"  # %PROJECT%, @PROJECT@, @@PROJECT@@
    r"|\[[A-Z][A-Z0-9_ -]*\]"  # [PROJECT_ID]
    r"|(?<![A-Za-z0-9])[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+(?![a-z0-9])"  # PROJECT_ID
    r"|(?<![A-Za-z0-9])[A-Z]{2,}(?: [A-Z]{2,})+(?![A-Za-z0-9])"  # REPLACE ME
    r"|(?<![A-Za-z0-9])[A-Z]{3,}[0-9]*(?![A-Za-z0-9])"  # PROJECT
    r"|\b(?:foo|bar|fake|test)@(?:foo|bar|fake|test)\b"  # fake@fake.iam...
    r"|\b(?:to-be-specified|change-?me|replace-?me|replace-with-[a-z-]*[a-z]|your-[a-z-]*[a-z]|my-(?:gcp-)?project(?:-id)?|x{3,}|todo)\b"
)


def with_holes(value: Text, unit: str) -> Text:
    """The text with every placeholder as a hole, named alike in one unit."""
    if _HINT.search(value.written) is None:
        return value
    return text(_parts(value, unit), value.at)


_HINT = regex(
    r"[$<{%]|\(\(|[A-Z][A-Z0-9_-]|[\[@][A-Z]|@_|__|your-|change|replace|to-be|xxx|todo|my-|@(?:foo|bar|fake|test)\b"
)


def _parts(value: Text, unit: str) -> Iterator[Part]:
    done = 0
    for found in value.each(_PLACEHOLDER):
        written = value.literal(*found)
        yield from value.cut(done, found[0]).parts
        yield Hole(f"{unit}:{written.text}", Reason.PLACEHOLDER(written.text), written.at, written.provenance)
        done = found[1]
    yield from value.beyond(done).parts
