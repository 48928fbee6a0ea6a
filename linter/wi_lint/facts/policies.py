"""Network policies."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from wi_lint.facts.base import Fact
from wi_lint.source import Span
from wi_lint.values import Text

__all__ = [
    "AFTER_ALL",
    "Egress",
    "IpBlock",
    "NetworkPolicy",
    "Selector",
]


class Selector(Struct, frozen=True, eq=False, kw_only=True):
    """Which pods a network policy is about: those that have all labels and meet all expressions.

    `parts`: other selectors, of which all must hold, or one where it is `either`. `negated`: it takes
    the pods that it would not. `sure` is false where parts of it were not understood.
    """

    labels: Mapping[str, Text] = field(default_factory=dict)
    expressions: tuple[tuple[str, str, frozenset[str]], ...] = ()
    """Key, operator and values of each of `matchExpressions`."""
    parts: tuple[Selector, ...] = ()
    either: bool = False
    negated: bool = False
    sure: bool = True


class IpBlock(Struct, frozen=True, eq=False, kw_only=True):
    """Addresses that traffic may go to, and those that are cut out of them."""

    cidr: Text
    excepts: tuple[Text, ...] = ()


class Egress(Struct, frozen=True, eq=False, kw_only=True):
    """A rule of what pods may reach, or may not where it `denies`.

    `blocks` is nothing where it is about every destination, and empty where it is about pods alone.
    `ports` is nothing where it is about every port; else TCP ports from one to another.
    """

    blocks: tuple[IpBlock, ...] | None
    ports: tuple[tuple[int, int], ...] | None
    dns: bool = True
    """Whether it may let names be resolved: port 53, wherever that is."""
    denies: bool = False
    sure: bool = True
    """Whether all that it says was understood."""
    at: Span | None = None


AFTER_ALL = float("inf")
"""The order of a policy that is asked when no other one has decided."""


class NetworkPolicy(Fact, frozen=True, eq=False, kw_only=True):
    """A network policy. `egress` is nothing where it leaves outgoing traffic alone.

    `closes`: what no policy allows is closed to the pods that it selects. `order`: policies of a
    lower one decide first; those of one order that only allow add up. `foreign`: it is of a kind
    that is not read.
    """

    namespace: Text
    name: Text
    selector: Selector
    egress: tuple[Egress, ...] | None
    egress_at: Span
    closes: bool = True
    order: float = 1000
    foreign: bool = False
    dataplane_v2: bool | None = None
    """Whether Dataplane V2 enforces it, or the other one; nothing where both do."""
    everywhere: bool = False
    """Whether it belongs to no namespace."""
