"""Pods that name no service account, and the identities that they may have been meant to have."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from wi_lint import (
    AstrayAccountName,
    Finding,
    Fix,
    Found,
    Graph,
    KubernetesAccount,
    Need,
    Step,
    Unread,
    Workload,
)
from wi_lint_rules.shared.identities import identity

_Place = tuple[object, tuple[str, ...]]


class Nameless(Struct, frozen=True):
    """A workload whose pods run as `default`, which has no identity.

    `idle`: the accounts of its unit and namespace that have an identity and no pod. `needs`: what it calls.
    """

    workload: Workload
    idle: tuple[KubernetesAccount, ...]
    needs: tuple[Need, ...]

    @property
    def is_meant(self) -> bool:
        """Whether an idle account is evidently this workload's: it calls Google, or is called alike.

        That an account is the only one is no evidence: pods of elsewhere may use it.
        """
        return bool(self.idle) and (
            bool(self.needs) or any(_is_called_alike(self.workload, one) for one in self.idle)
        )


def _is_called_alike(workload: Workload, account: KubernetesAccount) -> bool:
    """Whether a workload, or what its labels call it, has the name of an account."""
    name = _ENDING.sub("", account.name.known or "")
    labels = (workload.labels[key].known for key in _NAMES if key in workload.labels)
    called = [one for one in (workload.name.known, *labels) if one]
    return name in called


_ENDING = re.compile(r"-(?:k?sa|account|service-?account|gke|wi)$")
"""What names of accounts have behind that of their workload."""
_NAMES = ("app", "app.kubernetes.io/name", "app.kubernetes.io/instance", "k8s-app", "name")
"""Labels by which pods say what they are."""


def nameless(graph: Graph) -> Iterator[Nameless]:
    """Those that have no key of their own either."""
    idle = _idle(graph)
    astray = {(one.unit, one.address) for one in graph.every(AstrayAccountName)}
    places: dict[_Place, list[Workload]] = defaultdict(list)
    for workload in graph.every(Workload):
        if workload.account is None or workload.account.known == "default":
            places[_place(workload)].append(workload)
    for place, workloads in places.items():
        for workload in workloads:
            if (workload.unit, workload.address) in astray:
                continue  # the account is named, where nothing reads it, and WI123 tells of that
            if not workload.keys and not _default_has_identity(graph, workload):
                yield Nameless(
                    workload,
                    tuple(idle.get(place, ())),
                    needs=tuple(graph.ksas.needs_of(workload)),
                )


def finding(one: Nameless, message: str) -> Finding:
    """A finding about such a workload, with what it calls and what is idle."""
    needs = (Step(need.at, f"{need.what} calls Google Cloud") for need in one.needs)
    idle = (Step(account.at, "the account that no pod uses") for account in one.idle)
    names = "\n".join(f"serviceAccountName: {account.name}" for account in one.idle)
    title = (
        "name the account that is meant in the pod's spec"
        if len(one.idle) > 1
        else "name the account in the pod's spec"
    )
    return Finding(
        one.workload,
        one.workload.pod_at,
        message,
        because=(*needs, *idle),
        fix=Fix(title, copy=names or "serviceAccountName: ACCOUNT"),
    )


def _idle(graph: Graph) -> dict[_Place, list[KubernetesAccount]]:
    found: dict[_Place, list[KubernetesAccount]] = defaultdict(list)
    charts = {one.unit for one in graph.every(Unread) if one.kind == "chart"}
    for account in graph.every(KubernetesAccount):
        if account.unit in charts:
            continue  # its pods may be those of a chart
        if (
            account.name.known != "default"
            and identity(graph, account)
            and not graph.ksas.workloads_of(account)
        ):
            found[_place(account)].append(account)
    return found


def _place(fact: Workload | KubernetesAccount) -> _Place:
    return fact.unit, fact.namespace.key


def _default_has_identity(graph: Graph, workload: Workload) -> bool:
    if graph.grants.to_default(workload.namespace):
        return True
    default = graph.ksas.default_of(workload)
    return isinstance(default, Found) and identity(graph, default.fact) is not None
