"""Kubernetes service accounts: which one is meant, and who runs as it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cached_property

from wi_lint.facts import KubernetesAccount, Need, Setting, Unread, Workload
from wi_lint.grammar import WorkloadMember
from wi_lint.graph.answers import ELSEWHERE, Answer, Found, Missing, Undecided, Unseen
from wi_lint.graph.collected import Collected
from wi_lint.graph.index import ByText, by_text, closest, grouped
from wi_lint.graph.resemblance import Resemblance
from wi_lint.unit import Unit
from wi_lint.values import Match, Text, compare


class Accounts(Collected):
    """The questions about Kubernetes service accounts."""

    @cached_property
    def _accounts(self) -> ByText[KubernetesAccount]:
        return by_text(self.kubernetes_accounts, lambda account: account.name)

    @cached_property
    def _by_place(self) -> dict[tuple[tuple[str, ...], tuple[str, ...]], list[KubernetesAccount]]:
        """Accounts by namespace and name, as written or by the holes that they are."""
        found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[KubernetesAccount]] = defaultdict(list)
        for account in self.kubernetes_accounts:
            found[account.namespace.key, account.name.key].append(account)
        return found

    @cached_property
    def _homeless(self) -> dict[tuple[str, ...], list[KubernetesAccount]]:
        """Accounts whose namespace is not wholly known, by name."""
        homeless = (account for account in self.kubernetes_accounts if account.namespace.known is None)
        return grouped(homeless, lambda account: account.name.key)

    @cached_property
    def _half_named(self) -> dict[tuple[str, ...], list[KubernetesAccount]]:
        """Accounts whose name is not wholly known, by namespace."""
        half = (account for account in self.kubernetes_accounts if account.name.known is None)
        return grouped(half, lambda account: account.namespace.key)

    @cached_property
    def _by_namespace(self) -> ByText[KubernetesAccount]:
        return by_text(self.kubernetes_accounts, lambda account: account.namespace)

    @cached_property
    def _users(self) -> dict[KubernetesAccount, list[Workload]]:
        found: dict[KubernetesAccount, list[Workload]] = defaultdict(list)
        for workload in self.workloads:
            answer = self.account_of(workload)
            if isinstance(answer, Found):
                found[answer.fact].append(workload)
        return found

    def hidden_accounts(self, namespace: Text) -> str | None:
        """Why a namespace may have service accounts that were not read."""
        for one in self._charts:
            if one.namespace is None or compare(one.namespace, namespace) is not Match.DIFFERENT:
                return one.why
        return None

    @cached_property
    def _charts(self) -> list[Unread]:
        """What may make accounts: one for each namespace that it may make them in."""
        charts = (one for one in self.unread if one.kind == "chart")
        return list({one.namespace.key if one.namespace else None: one for one in charts}.values())

    def accounts(self, namespace: Text, name: Text) -> list[KubernetesAccount]:
        """The declarations of surely this account."""
        return self._by_place.get((namespace.key, name.key), [])

    def in_namespace(self, namespace: Text) -> list[KubernetesAccount]:
        """The accounts that are surely in a namespace."""
        return self._by_namespace.same(namespace)

    def twins(self, account: KubernetesAccount) -> list[KubernetesAccount]:
        """Other declarations of the same account: for other clusters, or patches of this one."""
        same = [*self.accounts(account.namespace, account.name), *self._homeless.get(account.name.key, ())]
        return [other for other in same if other is not account]

    def workloads_of(self, account: KubernetesAccount) -> list[Workload]:
        """The workloads whose pods surely run as an account."""
        return self._users.get(account, [])

    def account_of(self, workload: Workload) -> Answer[KubernetesAccount]:
        """The account that a workload's pods run as."""
        if workload.account is None:
            return Undecided("its pods run as 'default'")
        return self._account(workload.namespace, workload.account, workload.unit)

    def settings_of(self, workload: Workload) -> tuple[Setting, ...]:
        """The variables of a workload's containers, those from config maps of its namespace among them."""
        taken = [
            replace(setting, container=container)
            for container, name in workload.settings_from
            for one in self.settings_maps
            if compare(one.name, name) is Match.SAME
            and compare(one.namespace, workload.namespace) is not Match.DIFFERENT
            for setting in one.settings
        ]
        return (*workload.settings, *taken)

    def needs_of(self, workload: Workload) -> list[Need]:
        """What a workload calls in Google Cloud; volumes of secrets as far as their class is Google's."""
        return [one for need in workload.needs if (one := self._resolved(need, workload)) is not None]

    def _resolved(self, need: Need, workload: Workload) -> Need | None:
        for one in self.secret_classes if need.name is not None else ():
            same = need.name is not None and compare(one.name, need.name) is Match.SAME
            if same and one.google and compare(one.namespace, workload.namespace) is not Match.DIFFERENT:
                return Need("secret", need.what, need.at, one.project)
        return need if need.kind != "other-secret" else None

    def account_of_member(self, member: WorkloadMember, unit: Unit) -> Answer[KubernetesAccount]:
        """The account that a member names."""
        if member.namespace is None or member.account is None:
            return Undecided("the member names none")
        return self._account(member.namespace, member.account, unit)

    def _account(self, namespace: Text, name: Text, unit: Unit) -> Answer[KubernetesAccount]:
        same = self.accounts(namespace, name)
        if same:
            return Found(closest(same, unit)[0])
        maybe = self._maybe_account(namespace, name)
        if maybe is not None:
            return Undecided(maybe.namespace.why or namespace.why)
        return self._no_account(namespace, name, unit)

    def _maybe_account(self, namespace: Text, name: Text) -> KubernetesAccount | None:
        """An account of this name that may be in this namespace, or not."""
        named = self._accounts.same(name) if namespace.known is None else self._homeless.get(name.key, ())
        return next((a for a in named if compare(a.namespace, namespace) is Match.MAYBE), None)

    def _no_account(self, namespace: Text, name: Text, unit: Unit) -> Answer[KubernetesAccount]:
        for text in (name, namespace):
            if text.known is None:
                return Undecided(text.why)
        if self.told.knows_account(f"{namespace.known}/{name.known}"):
            return Undecided(ELSEWHERE)
        if hidden := self.hidden_accounts(namespace):
            return Undecided(hidden)
        for account in self._half_named.get(namespace.key, ()):
            if compare(account.name, name) is not Match.DIFFERENT:
                return Undecided(account.name.why)
        nearest = self._near_account(namespace, name, unit)
        if nearest is None:
            return Unseen(f"no account of the namespace '{namespace}' resembles '{name}'")
        return Missing(nearest)

    def _near_account(self, namespace: Text, name: Text, unit: Unit) -> KubernetesAccount | None:
        """The same name in another namespace, the two swapped, or a similar name in the same."""
        swapped = self.accounts(name, namespace)
        if swapped:
            return closest(swapped, unit)[0]
        moved = [one for one in self._accounts.same(name) if one.namespace.known is not None]
        if moved:
            near_by = closest(moved, unit)
            return near_by[0] if len(near_by) == 1 else None
        resembling = self._resemblance(namespace).near(name.known) if name.known is not None else ()
        alike = [one for near_name in resembling for one in self._named(namespace, near_name)]
        near_by = closest(alike, unit)
        return near_by[0] if len(near_by) == 1 else None

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
        return self._by_place.get((namespace.key, (name,)), [])
