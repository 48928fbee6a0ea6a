"""Conditions of scripts: either arm may be taken, so both are followed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wi_lint.compose.shell.words import Variables
from wi_lint.lazy_re import regex
from wi_lint.values import Match, Reason, compare, unknown

if TYPE_CHECKING:
    from tree_sitter import Node


def arms(node: Node) -> Iterator[list[Node]]:
    """The statements of each arm of an `if` or `case`; its conditions are commands too."""
    if node.type == "case_statement":
        for item in node.named_children:
            if item.type == "case_item":
                yield [
                    child
                    for child in item.named_children
                    if child.type not in ("word", "extglob_pattern", "regex")
                ]
        return
    then = [child for child in node.named_children if child.type not in ("elif_clause", "else_clause")]
    yield then
    for clause in node.named_children:
        if clause.type in ("elif_clause", "else_clause"):
            yield list(clause.named_children)


_WHOLE = regex(r"[\w.@:+-]+|\"[^\"$`*?\[\\]*\"|'[^'*?\[]*'")
"""A pattern of a `case` that only one word fits."""


def patterns(item: Node) -> list[str | None]:
    """The words that an arm of a `case` is for; nothing for a pattern that many may fit."""
    found = item.children_by_field_name("value")
    texts = ((node.text or b"").decode("utf-8", "replace") for node in found)
    return [text.strip("\"'") if _WHOLE.fullmatch(text) else None for text in texts]


def joined(before: Variables, after: list[Variables], prefix: str) -> Variables:
    """What variables are behind a condition: what all arms agree on, and holes for the rest."""
    made = before.copy()
    for one in after:
        made.lists |= {name: items for name, items in one.lists.items() if name not in made.lists}
        if "@" in one.lists and one.lists["@"] is not before.lists.get("@"):
            made.lists["@"] = one.lists["@"]  # what an arm shifts is not known behind it
    for name in {name for one in after for name in one.texts}:
        values = [one.texts[name] for one in (*after, before) if name in one.texts]
        if all(compare(values[0], value) is Match.SAME for value in values[1:]):
            made.texts[name] = values[0]
        else:
            why = Reason.CONDITIONAL(f"the variable '{name}'")
            made.texts[name] = unknown(f"{prefix}:${name}?", why, values[0].at)
    return made
