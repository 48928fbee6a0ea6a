"""Kubernetes service accounts: which one is meant, and who runs as it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from msgspec.structs import replace

from wi_lint.bounds import MAX_COMPARED
from wi_lint.facts import (
    Demand,
    ExternalAccount,
    KubernetesAccount,
    Need,
    ProjectedToken,
    SecretClass,
    Setting,
    SettingsMap,
    Unread,
    Workload,
)
from wi_lint.grammar import WorkloadMember, distance, email
from wi_lint.graph.answers import ELSEWHERE, Answer, Found, Missing, Undecided, Unseen
from wi_lint.graph.index import ByText, by_text, grouped
from wi_lint.graph.references import References
from wi_lint.graph.resemblance import Resemblance
from wi_lint.graph.store import FactStore
from wi_lint.unit import Unit
from wi_lint.values import Match, Text, compare, known, weighed


class KubernetesAccounts:
    """Kubernetes service accounts (KSA): which one is meant, and who runs as it."""

    def __init__(self, store: FactStore, references: References) -> None:
        self._store = store
        self._references = references

    @cached_property
    def _by_name(self) -> ByText[KubernetesAccount]:
        return by_text(self._store.every(KubernetesAccount), lambda account: account.name)

    @cached_property
    def _unknown_namespace(self) -> dict[tuple[str, ...], list[KubernetesAccount]]:
        """Accounts whose namespace is not wholly known, by name."""
        half = (one for one in self._store.every(KubernetesAccount) if one.namespace.known is None)
        return grouped(half, lambda account: account.name.key)

    @cached_property
    def _half_named(self) -> dict[tuple[str, ...], list[KubernetesAccount]]:
        """Accounts whose name is not wholly known, by namespace."""
        half = (one for one in self._store.every(KubernetesAccount) if one.name.known is None)
        return grouped(half, lambda account: account.namespace.key)

    @cached_property
    def _by_namespace(self) -> ByText[KubernetesAccount]:
        return by_text(self._store.every(KubernetesAccount), lambda account: account.namespace)

    @cached_property
    def _users(self) -> dict[KubernetesAccount, list[Workload]]:
        found: dict[KubernetesAccount, list[Workload]] = defaultdict(list)
        for workload in self._store.every(Workload):
            answer = self.of(workload)
            if isinstance(answer, Found):
                found[answer.fact].append(workload)
        return found

    def hidden(self, namespace: Text) -> str | None:
        """Why a namespace may have service accounts that were not read."""
        for one in self._charts:
            if one.namespace is None or compare(one.namespace, namespace) is not Match.DIFFERENT:
                return one.why
        return None

    @cached_property
    def _charts(self) -> list[Unread]:
        """What may make accounts: one for each namespace that it may make them in."""
        charts = (one for one in self._store.every(Unread) if one.kind == "chart")
        return list({one.namespace.key if one.namespace else None: one for one in charts}.values())

    def declared(self, namespace: Text, name: Text) -> list[KubernetesAccount]:
        """The declarations of surely this account, wherever they are."""
        return self._references.declared(KubernetesAccount, namespace, name)

    def in_namespace(self, namespace: Text) -> list[KubernetesAccount]:
        """The accounts that are surely in a namespace."""
        return self._by_namespace.same(namespace)

    def other_declarations(self, account: KubernetesAccount) -> list[KubernetesAccount]:
        """Other declarations of the same account: for other clusters, or patches of this one."""
        same = [
            *self.declared(account.namespace, account.name),
            *self._unknown_namespace.get(account.name.key, ()),
        ]
        return [other for other in same if other is not account]

    def may_meet(self, one: KubernetesAccount, other: KubernetesAccount) -> bool:
        """Whether two declarations may be in one namespace of one cluster."""
        return self._references.may_meet(one, other)

    def workloads_of(self, account: KubernetesAccount) -> list[Workload]:
        """The workloads whose pods surely run as an account."""
        return weighed(self._users.get(account, []))

    def of(self, workload: Workload) -> Answer[KubernetesAccount]:
        """The account that a workload's pods run as: asked by many rules, and answered once."""
        if workload not in self._of:
            self._of[workload] = self._running(workload)
        return self._of[workload]

    def _running(self, workload: Workload) -> Answer[KubernetesAccount]:
        if workload.account is not None:
            return self.named(workload.namespace, workload.account, workload.unit)
        default = self.default_of(workload)
        return default if isinstance(default, Found) else Undecided("its pods run as 'default'")

    @cached_property
    def _of(self) -> dict[Workload, Answer[KubernetesAccount]]:
        return {}

    def settings_of(self, workload: Workload) -> tuple[Setting, ...]:
        """The variables of a workload's containers, those from the config maps that it takes among them."""
        taken = [
            replace(setting, container=container)
            for container, name in workload.settings_from
            for one in self._references.meant(SettingsMap, workload.namespace, name, workload.unit)
            for setting in one.settings
        ]
        return (*workload.settings, *taken)

    def needs_of(self, workload: Workload) -> list[Need]:
        """What a workload calls in Google Cloud; volumes of secrets as far as their class is Google's."""
        return [one for need in workload.needs if (one := self._resolved(need, workload)) is not None]

    def _resolved(self, need: Need, workload: Workload) -> Need | None:
        if need.name is not None:
            meant = self._references.meant(SecretClass, workload.namespace, need.name, workload.unit)
            google = next((one for one in meant if one.google), None)
            if google is not None:
                return Need("secret", need.what, need.at, google.project, uses=google.uses)
        return need if need.kind != "other-secret" else None

    def configurations_of(self, workload: Workload, token: ProjectedToken) -> list[ExternalAccount]:
        """The configurations, in config maps that its pods mount, by which a token is exchanged.

        Nothing of a config map that several units declare equally near: any of them may be mounted.
        """
        found: list[ExternalAccount] = []
        for name in dict.fromkeys(token.configs):
            meant = self._references.meant(ExternalAccount, workload.namespace, name, workload.unit)
            found += meant if len({one.unit for one in meant}) == 1 else []
        return found

    def named(self, namespace: Text, name: Text, unit: Unit) -> Answer[KubernetesAccount]:
        """The account that something in a unit names."""
        answer = self._references.resolve(KubernetesAccount, namespace, name, unit, _agreed)
        return self._no_account(namespace, name, unit) if isinstance(answer, Unseen) else answer

    def of_demand(self, demand: Demand) -> Answer[KubernetesAccount]:
        """The account as which a controller calls Google Cloud for an object."""
        return self.named(demand.namespace, demand.account, demand.unit)

    def default_of(self, workload: Workload) -> Answer[KubernetesAccount]:
        """The account `default` of a workload's namespace, as far as it is declared."""
        default = known("default", workload.at)
        return self._references.resolve(KubernetesAccount, workload.namespace, default, workload.unit)

    def of_member(self, member: WorkloadMember, unit: Unit) -> Answer[KubernetesAccount]:
        """The account that a member names."""
        if member.namespace is None or member.account is None:
            return Undecided("the member names none")
        return self.named(member.namespace, member.account, unit)

    def _no_account(self, namespace: Text, name: Text, unit: Unit) -> Answer[KubernetesAccount]:
        for text in (name, namespace):
            if text.known is None:
                return Undecided(text.why)
        if name.known == "default":
            return Undecided("every namespace has an account 'default'")
        if self._store.declared.knows_account(f"{namespace.known}/{name.known}"):
            return Undecided(ELSEWHERE)
        if hidden := self.hidden(namespace):
            return Undecided(hidden)
        if (half := self._half_named_in(namespace, name)) is not None:
            return Undecided(half.name.why)
        nearest = self._near_account(namespace, name, unit)
        if nearest is not None:
            return Missing(nearest)
        if others := self.declared(namespace, name):
            return Undecided(f"{name} is declared in another environment alone, {others[0].unit.title}")
        return Unseen(f"no account of the namespace '{namespace}' resembles '{name}'")

    def _half_named_in(self, namespace: Text, name: Text) -> KubernetesAccount | None:
        """An account whose name is known in part, and may be this one; of very many one may."""
        half = self._half_named.get(namespace.key, [])
        maybe = (one for one in half[:MAX_COMPARED] if compare(one.name, name) is not Match.DIFFERENT)
        return next(maybe, half[-1] if len(half) > MAX_COMPARED else None)

    def _near_account(self, namespace: Text, name: Text, unit: Unit) -> KubernetesAccount | None:
        """The same name in another namespace, the two swapped, its Google account's, or a similar one."""
        swapped = self._references.nearest(self.declared(name, namespace), unit)
        if swapped:
            return swapped[0]
        moved = [one for one in self._by_name.same(name) if one.namespace.known is not None]
        if near_by := self._references.nearest(moved, unit):
            return near_by[0] if len(near_by) == 1 else None
        claimed = self._annotated_as.get((namespace.key, name.known or ""), [])
        if near_by := self._references.nearest(claimed, unit):
            return near_by[0] if len(near_by) == 1 else None
        resembling = self._resemblance(namespace).near(name.known) if name.known is not None else ()
        closest = _closest(name.known or "", resembling)
        alike = [one for near_name in closest for one in self._named(namespace, near_name)]
        near_by = self._references.nearest(alike, unit)
        return near_by[0] if len(near_by) == 1 else None

    @cached_property
    def _annotated_as(self) -> dict[tuple[tuple[str, ...], str], list[KubernetesAccount]]:
        """Accounts by their namespace and the id of the Google account that they are annotated with.

        Who names a Kubernetes account by that id has taken the one for the other.
        """
        found: dict[tuple[tuple[str, ...], str], list[KubernetesAccount]] = defaultdict(list)
        for account in self._store.every(KubernetesAccount):
            read = email(account.google) if account.google is not None else None
            if read is not None and read.account_id.known is not None:
                found[account.namespace.key, read.account_id.known].append(account)
        return found

    def _resemblance(self, namespace: Text) -> Resemblance:
        """The names of a namespace's accounts, made ready for being asked what is near."""
        if namespace.key not in self._resemblances:
            names = (one.name.known for one in self.in_namespace(namespace))
            self._resemblances[namespace.key] = Resemblance(name for name in names if name is not None)
        return self._resemblances[namespace.key]

    @cached_property
    def _resemblances(self) -> dict[tuple[str, ...], Resemblance]:
        return {}

    def _named(self, namespace: Text, name: str) -> list[KubernetesAccount]:
        return self.declared(namespace, known(name, namespace.at))


def _closest(name: str, others: Iterable[str]) -> list[str]:
    """Those of some names that fewest edits lead to."""
    edits = {other: distance(name, other) for other in others}
    least = min(edits.values(), default=0)
    return [other for other, count in edits.items() if count == least]


def _agreed(declarations: list[KubernetesAccount]) -> KubernetesAccount | None:
    """Several declarations as one account: the annotated one, where no two are annotated differently."""
    annotated = {one.google.key: one for one in declarations if one.google is not None}
    return next(iter(annotated.values()), declarations[0]) if len(annotated) < 2 else None
