"""What is deployed together: whether two units meet in one cluster, or are one thing in two environments."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property

from wi_lint.facts import KubernetesAccount, Workload
from wi_lint.graph.store import FactStore
from wi_lint.unit import Unit

_ENVIRONMENTS = {
    **dict.fromkeys(("prod", "production", "prd", "live"), "prod"),
    **dict.fromkeys(("stage", "staging", "stg", "preprod", "acceptance", "acc", "uat"), "staging"),
    **dict.fromkeys(("dev", "develop", "development", "sandbox", "sbx"), "dev"),
    **dict.fromkeys(("test", "testing", "qa", "int", "integration", "ci"), "test"),
    **dict.fromkeys(("nonprod", "demo", "preview", "canary"), "other"),
}
"""What folders of environments are called, and which of them are one.

`dev` and `prod` in one repository are two clusters, or two states of one. A policy of the first that is taken
to close pods of the second is a false alarm (seen in trees that have one namespace in both).
"""


class Deployments:
    """Whether units are deployed together."""

    def __init__(self, store: FactStore) -> None:
        self._store = store
        self._asked: dict[tuple[Unit, Unit], bool] = {}

    def are_together(self, one: Unit, other: Unit) -> bool:
        """Whether what two units deploy may meet: one unit, units that the user ties, or no two environments.

        Two units are environments of one thing where their folders are called so, each otherwise, and where
        both deploy the same workload or account: nobody deploys one object twice.
        """
        if one == other or self._store.declared.tied(one.folder, other.folder):
            return True
        if (one, other) not in self._asked:
            self._asked[one, other] = self._asked[other, one] = self._may_meet(one, other)
        return self._asked[one, other]

    def _may_meet(self, one: Unit, other: Unit) -> bool:
        a, b = _environments(one), _environments(other)
        if a and b and a != b:
            return False
        return self._deployed.get(one, _NOTHING).isdisjoint(self._deployed.get(other, _NOTHING))

    @cached_property
    def _deployed(self) -> dict[Unit, set[tuple[object, ...]]]:
        """What each unit deploys as a whole, by kind, namespace and name where they are known."""
        found: dict[Unit, set[tuple[object, ...]]] = defaultdict(set)
        for workload in self._store.every(Workload):
            if workload.namespace.known is not None and workload.name.known is not None:
                place = workload.kind, workload.namespace.known, workload.name.known
                found[workload.unit].add(place)
        for account in self._store.every(KubernetesAccount):
            whole = not (account.partial or account.derived) and account.unit.kind in ("manifests", "helm")
            if whole and account.namespace.known is not None and account.name.known is not None:
                found[account.unit].add(("ServiceAccount", account.namespace.known, account.name.known))
        return found


_NOTHING: set[tuple[object, ...]] = set()


def _environments(unit: Unit) -> frozenset[str]:
    """The environments that the path and the variant of a unit are called after."""
    words = re.findall(r"[a-z0-9]+", f"{unit.folder}/{unit.variant}".lower())
    return frozenset(_ENVIRONMENTS[word] for word in words if word in _ENVIRONMENTS)
