"""What is deployed together: whether two units meet in one cluster, or are one thing in two environments."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import combinations

from wi_lint.facts import KubernetesAccount, Workload
from wi_lint.graph.store import FactStore
from wi_lint.unit import Unit, shared_depth

_ENVIRONMENTS = {
    **dict.fromkeys(("prod", "production", "prd"), "prod"),
    **dict.fromkeys(("stage", "staging", "stg", "preprod", "acceptance", "acc", "uat"), "staging"),
    **dict.fromkeys(("dev", "develop", "development", "sandbox", "sbx"), "dev"),
    **dict.fromkeys(("test", "testing", "qa", "int", "integration", "ci"), "test"),
    **dict.fromkeys(("nonprod", "demo", "preview", "canary"), "other"),
}
"""What folders of environments are called, and which of them are one.

`dev` and `prod` in one repository are two clusters, or two states of one. A policy of the first that is taken
to close pods of the second is a false alarm (seen in trees that have one namespace in both).
"""
_WORD = re.compile(r"([a-z]+)([0-9]*)")
MAX_COPIES = 40
"""Most units that deploy one object of which each two are compared."""


class Deployments:
    """Whether units are deployed together."""

    def __init__(self, store: FactStore) -> None:
        self._store = store
        self._asked: dict[tuple[Unit, Unit], bool] = {}

    def are_together(self, one: Unit, other: Unit) -> bool:
        """Whether what two units deploy may meet: one unit, units that the user ties, or no two environments.

        Two units are environments of one thing where their folders are called so, each otherwise; where both
        deploy the same object, since nobody deploys one twice; and where folders above them do.
        """
        if one == other or self._store.declared.tied(one.folder, other.folder):
            return True
        if (one, other) not in self._asked:
            self._asked[one, other] = self._asked[other, one] = self._may_meet(one, other)
        return self._asked[one, other]

    def _may_meet(self, one: Unit, other: Unit) -> bool:
        a, b = _environments(one), _environments(other)
        if a and b and a.isdisjoint(b):
            return False
        return frozenset((one, other)) not in self._copies and _parting(one, other) not in self._parted

    @cached_property
    def _copies(self) -> set[frozenset[Unit]]:
        """Each two units that deploy one object, which are two environments of it."""
        return {frozenset(pair) for units in self._deployed() for pair in combinations(units[:MAX_COPIES], 2)}

    @cached_property
    def _parted(self) -> set[tuple[str, frozenset[str]]]:
        """The folders that part such copies, and what is below them: `us` and `eu` of `us/a` and `eu/a`."""
        found = set()
        for one, other in self._copies:
            depth = shared_depth(one.folder, other.folder)
            left, right = one.folder.split("/")[depth:], other.folder.split("/")[depth:]
            if left and right and left[1:] == right[1:]:
                found.add(_parting(one, other))
        return found

    def _deployed(self) -> Iterator[list[Unit]]:
        """The units that deploy one object: a workload, or an account of which they say different things."""
        workloads: dict[tuple[str, ...], dict[Unit, None]] = defaultdict(dict)
        for workload in self._store.every(Workload):
            if workload.namespace.known is not None and workload.name.known is not None:
                place = workload.kind, workload.namespace.known, workload.name.known
                workloads[place][workload.unit] = None
        yield from map(list, workloads.values())
        accounts: dict[tuple[str, str], dict[tuple[str, ...] | None, Unit]] = defaultdict(dict)
        for account in self._store.every(KubernetesAccount):
            whole = not (account.partial or account.derived) and account.unit.kind in ("manifests", "helm")
            if whole and account.namespace.known is not None and account.name.known is not None:
                google = account.google.key if account.google is not None else None
                accounts[account.namespace.known, account.name.known].setdefault(google, account.unit)
        yield from ([*one.values()] for one in accounts.values())


def _parting(one: Unit, other: Unit) -> tuple[str, frozenset[str]]:
    """The folder that two units share, and the names of those below it in which they differ."""
    depth = shared_depth(one.folder, other.folder)
    left, right = one.folder.split("/"), other.folder.split("/")
    return "/".join(left[:depth]), frozenset((*left[depth : depth + 1], *right[depth : depth + 1]))


def _environments(unit: Unit) -> frozenset[str]:
    """The environments that the folders of a unit, or else words of their names, are called after."""
    folders = f"{unit.folder}/{unit.variant}".lower().split("/")
    words = [word for folder in folders for word in re.findall(r"[a-z0-9]+", folder)]
    return _called(folders) or _called(words)


def _called(names: list[str]) -> frozenset[str]:
    found = filter(None, map(_WORD.fullmatch, names))
    return frozenset(_ENVIRONMENTS[one[1]] + one[2] for one in found if one[1] in _ENVIRONMENTS)
