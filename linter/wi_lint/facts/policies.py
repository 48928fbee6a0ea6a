"""Network policies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wi_lint.facts.base import Fact
from wi_lint.source import Span
from wi_lint.values import Text


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Selector:
    """Which pods a network policy is about. `sure` is false where parts of it were not understood."""

    labels: Mapping[str, Text]
    expressions: tuple[tuple[str, str, frozenset[str]], ...] = ()
    """Key, operator and values of each of `matchExpressions`."""
    sure: bool = True


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class IpBlock:
    """Addresses that traffic may go to, and those that are cut out of them."""

    cidr: Text
    excepts: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Egress:
    """A rule of what pods may reach.

    `blocks` is nothing where it allows every destination, and empty where it allows pods alone.
    `ports` is nothing where it allows every port; else TCP ports from one to another.
    """

    blocks: tuple[IpBlock, ...] | None
    ports: tuple[tuple[int, int], ...] | None
    dns: bool = True
    """Whether it may let names be resolved: port 53, wherever that is."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class NetworkPolicy(Fact):
    """A network policy. `egress` is nothing where it leaves outgoing traffic alone.

    `foreign`: it is of a kind, such as Cilium's, that is not read.
    """

    namespace: Text
    name: Text
    selector: Selector
    egress: tuple[Egress, ...] | None
    egress_at: Span
    foreign: bool = False
    everywhere: bool = False
    """Whether it belongs to no namespace."""
