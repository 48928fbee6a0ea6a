"""What the kinds of network policies have in common."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from wi_lint.facts import Egress, Selector
from wi_lint.source import Span
from wi_lint.tree import Node

ALL_PORTS = (1, 65535)
DNS = 53


class Policy(Struct, frozen=True, kw_only=True):
    """What a policy says, whatever its kind; the fields are those of the fact."""

    selector: Selector
    egress: tuple[Egress, ...] | None
    at: Span
    """The place that says that outgoing traffic is closed."""
    closes: bool = True
    order: float = 1000


def expressions(selector: Node | None) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Key, operator and values of the `matchExpressions` of a selector."""
    for one in selector.each("matchExpressions") if selector is not None else ():
        yield (
            one.literal("key"),
            one.literal("operator"),
            frozenset(value.raw for value in one.each("values")),
        )


def whole(node: Node | None) -> int | None:
    """A number, written as such or as a text, as Terraform has ports."""
    written = node.literal() if node is not None else ""
    return int(written) if written.isdigit() else None


def is_unclear(node: Node | None) -> bool:
    """Whether a text is known only when a template is filled in."""
    if node is None:
        return False
    return (node.made is not None and node.made.known is None) or any(
        mark in node.raw for mark in ("{{", "${", "$(")
    )
