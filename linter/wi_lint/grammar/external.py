"""Principals of workload identity pools that are not GKE's: GitHub, GitLab, AWS, Azure, any issuer.

Source: the IAM reference on principal identifiers; what an attribute may be called is the Terraform
provider's own pattern.
"""

from __future__ import annotations

from typing import Literal as Choice

from msgspec import Struct

from wi_lint.grammar.faults import Fault
from wi_lint.lazy_re import regex
from wi_lint.values import Text

Scope = Choice["one", "some", "pool", "accounts"]
"""One identity, those of a group or an attribute, all of a pool, or all service accounts of a container."""
_ATTRIBUTE = regex(r"attribute\.[a-z0-9_]+")
_SELECTORS = "subject, group, attribute.NAME and *"


class External(Struct, frozen=True, eq=False):
    """Who of a pool is meant, as far as that can be read, and what is wrong with how it is written.

    `attribute`: the one that is selected by, `attribute.repository`, where it is no subject or group.
    `workload`: the namespace and the name of the Kubernetes service account that is the subject, as it is of
    tokens of a cluster that is a provider of the pool.
    """

    scope: Scope
    pool: Text | None = None
    faults: tuple[Fault, ...] = ()
    workload: tuple[Text, Text] | None = None
    attribute: Text | None = None


_USER = "system:serviceaccount:"
"""What Kubernetes calls its accounts in the tokens that it signs: this, NAMESPACE:NAME."""


def _workload(subject: Text) -> tuple[Text, Text] | None:
    named = subject.after(_USER)
    return named.split(":") if named is not None else None


def selected(pool: Text, rest: list[Text], is_set: bool, faults: list[Fault]) -> External:
    """What stands behind a pool: who of it."""
    head = rest[0] if rest else None
    name = head.known if head is not None else None
    if head is None or name is None:
        return External("some", pool, tuple(faults))
    if name == "subject":
        faults = [*faults, *_scheme(head, is_set, False)]
        return External("one", pool, tuple(faults), _workload(rest[1]) if len(rest) > 1 else None)
    scope: Scope = "pool" if name == "*" else "some"
    if name in ("*", "group") or _ATTRIBUTE.fullmatch(name):
        faults = [*faults, *_scheme(head, is_set, True), *_values(rest[1:])]
    elif name == "providers":
        clause = "names a provider, and a member names its pool alone, and who of it"
        faults = [*faults, Fault(head.origin, clause)]
    else:
        clause = f"selects '{name}' in the pool, and pools know {_SELECTORS}"
        faults = [*faults, Fault(head.origin, clause)]
    by = head if _ATTRIBUTE.fullmatch(name) else None
    return External(scope, pool, tuple(faults), attribute=by)


def _scheme(head: Text, is_set: bool, wanted: bool) -> list[Fault]:
    if is_set == wanted:
        return []
    many = "selects many identities: use principalSet://"
    return [Fault(head.origin, many if wanted else "selects one identity: use principal://")]


def _values(rest: list[Text]) -> list[Fault]:
    """What is wrong with the value of a group or an attribute."""
    for piece in rest:
        if piece.known == "*" or (piece.known or "").endswith("*"):
            return [Fault(piece.origin, "has a wildcard, which no principal has but for a whole pool")]
        if piece is not rest[0] and _ATTRIBUTE.fullmatch(piece.known or ""):
            return [Fault(piece.origin, "names a second attribute: a principal has one")]
    return []
