"""Pods that name no service account, and the identities that they may have been meant to have."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct

from wi_lint import (
    AstrayAccountName,
    Doubt,
    Edit,
    Finding,
    Fix,
    Found,
    Graph,
    KubernetesAccount,
    Need,
    Step,
    Workload,
    are_siblings,
    is_plain,
    line_in_front,
    respell,
)
from wi_lint_rules.shared.identities import identity

Place = tuple[object, tuple[str, ...]]
"""A unit, and a namespace in it."""
_ByOwner = dict[tuple[tuple[str, ...], str], list[KubernetesAccount]]
_MOST = 20
"""Most accounts of one name and namespace that are looked at: of more, none is meant for sure."""
_TOLD = 10
"""Most accounts of which one is told that no pod uses them."""


class Nameless(Struct, frozen=True):
    """A workload whose pods run as `default`, which has no identity.

    `idle`: the accounts of its namespace that have an identity and no pod: those of its unit, or one of a
    folder beside it that is called as it is. `needs`: what it calls.
    """

    workload: Workload
    idle: tuple[KubernetesAccount, ...]
    needs: tuple[Need, ...]
    beside: tuple[Workload, KubernetesAccount] | None = None
    """One of its place, of its kind or with its needs, that runs as an account with an identity."""
    doubt: Doubt | None = None
    """Why the idle ones may have pods after all."""
    owners: frozenset[str] = frozenset()
    """The workloads that the idle ones are evidently named after."""

    @property
    def is_meant(self) -> bool:
        """Whether an idle account is evidently this workload's: it calls Google, or is called alike.

        That an account is the only one is no evidence: pods of elsewhere may use it.
        """
        if self.needs and self.beside is not None:
            return True
        return bool(self.idle) and (bool(self.needs) or not self.owners.isdisjoint(_called(self.workload)))


def _owner(account: KubernetesAccount) -> str:
    """The workload that an account is evidently named after."""
    return _ENDING.sub("", account.name.known or "")


def _called(workload: Workload) -> list[str]:
    found = {key: workload.labels[key].known for key in _NAMES if key in workload.labels}
    if len(found) > 1:  # all components of an installation have that of the whole
        found.pop(_INSTANCE, None)
    return [one for one in (workload.name.known, *found.values()) if one]


_ENDING = re.compile(r"-(?:k?sa|account|service-?account|gke|wi|app|gcp)$")
"""What names of accounts have behind that of their workload."""
_INSTANCE = "app.kubernetes.io/instance"
_NAMES = ("app", "app.kubernetes.io/name", _INSTANCE, "k8s-app", "name")
"""Labels by which pods say what they are."""


def nameless(graph: Graph) -> Iterator[Nameless]:
    """Those that have no key of their own either."""
    idle = idle_accounts(graph)
    elsewhere = _by_owner(idle)
    astray = {(one.unit, one.address) for one in graph.every(AstrayAccountName)}
    identified = _identified(graph)
    owners = {place: frozenset(map(_owner, accounts)) for place, accounts in idle.items()}
    places: dict[Place, list[Workload]] = defaultdict(list)
    for workload in graph.every(Workload):
        if workload.account is None or workload.account.known == "default":
            places[place_of(workload)].append(workload)
    for place, workloads in places.items():
        for workload in workloads:
            if (workload.unit, workload.address) in astray:
                continue  # the account is named, where nothing reads it, and WI123 tells of that
            # pods on the node's network act as the node, whatever account they name
            on_node = workload.host_network is not None
            if not workload.keys and not on_node and not _default_has_identity(graph, workload):
                own = idle.get(place) or _alike(graph, workload, elsewhere)
                needs = tuple(graph.ksas.needs_of(workload))
                alike = (workload.kind, *(need.kind for need in needs))
                beside = next((one for what in alike if (one := identified.get((place, what)))), None)
                doubt = graph.heuristics.pods_of_chart(own[0]) if own else None
                if doubt is not None and needs and beside is not None:
                    own, doubt = [], None  # its siblings show it, whatever the chart makes
                named = owners[place] if idle.get(place) else frozenset(map(_owner, own))
                yield Nameless(workload, tuple(own), needs, beside, doubt, named)


def _identified(graph: Graph) -> dict[tuple[Place, str], tuple[Workload, KubernetesAccount]]:
    """A workload of each kind, and one that needs each thing, in each place whose pods have an identity."""
    found: dict[tuple[Place, str], tuple[Workload, KubernetesAccount]] = {}
    for workload in graph.every(Workload):
        place, alike = place_of(workload), (workload.kind, *(need.kind for need in workload.needs))
        new = [(place, what) for what in alike if (place, what) not in found]
        if workload.account is not None and new:
            answer = graph.ksas.of(workload)
            if isinstance(answer, Found) and identity(graph, answer.fact):
                found |= dict.fromkeys(new, (workload, answer.fact))
    return found


def _alike(graph: Graph, workload: Workload, elsewhere: _ByOwner) -> list[KubernetesAccount]:
    """The account of a folder beside it that is called as a workload of its namespace, where only one is."""
    if workload.namespace.known is None:
        return []
    near = {
        id(account): account
        for name in dict.fromkeys(_called(workload))
        for account in elsewhere.get((workload.namespace.key, name), ())
        if graph.deployments.are_together(account.unit, workload.unit)
        and are_siblings(account.unit.folder, workload.unit.folder)
    }
    return list(near.values()) if len(near) == 1 else []


def finding(one: Nameless, message: str) -> Finding:
    """A finding about such a workload, with what it calls and what is idle."""
    needs = (Step(need.at, f"{need.what} calls Google Cloud") for need in one.needs)
    told = one.idle[:_TOLD]
    idle = iter([Step(account.at, "the account that no pod uses") for account in told])
    if not told and one.beside is not None:
        sibling, account = one.beside
        idle = iter((Step(sibling.pod_at, f"{sibling.kind} {sibling.name} runs as {account.name}"),))
        told = (account,)
    names = "\n".join(f"serviceAccountName: {account.name}" for account in told)
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
        fix=Fix(title, _edits(one, told), names or "serviceAccountName: ACCOUNT"),
        doubt=one.doubt,
    )


def _edits(one: Nameless, meant: tuple[KubernetesAccount, ...]) -> tuple[Edit, ...]:
    """The edit after which the pods run as the only account that may be meant."""
    if len(meant) != 1 or not is_plain(meant[0].name.known or "$") or not one.is_meant:
        return ()
    name, workload = str(meant[0].name), one.workload
    if workload.account is not None:
        return respell(workload.account, name)
    is_key = workload.pod_at.text == "containers"  # as it stands in a manifest
    return line_in_front(workload.pod_at, f"serviceAccountName: {name}") if is_key else ()


def idle_accounts(graph: Graph) -> dict[Place, list[KubernetesAccount]]:
    """The accounts that have an identity and no pod, by where they are."""
    found: dict[Place, list[KubernetesAccount]] = defaultdict(list)
    for account in graph.every(KubernetesAccount):
        if (
            account.name.known != "default"
            and identity(graph, account)
            and not graph.ksas.workloads_of(account)
        ):
            found[place_of(account)].append(account)
    return found


def _by_owner(idle: Mapping[Place, list[KubernetesAccount]]) -> _ByOwner:
    found: _ByOwner = defaultdict(list)
    for accounts in idle.values():
        for account in accounts:
            if account.name.known is not None:
                found[account.namespace.key, _owner(account)].append(account)
    return {key: accounts for key, accounts in found.items() if len(accounts) <= _MOST}


def place_of(fact: Workload | KubernetesAccount) -> Place:
    return fact.unit, fact.namespace.key


def _default_has_identity(graph: Graph, workload: Workload) -> bool:
    if graph.grants.to_default(workload.namespace):
        return True
    default = graph.ksas.default_of(workload)
    return isinstance(default, Found) and identity(graph, default.fact) is not None
