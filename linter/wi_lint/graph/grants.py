"""Grants and Google service accounts, by what they are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain

from wi_lint.bounds import MAX_WEIGHED
from wi_lint.facts import CloudResource, Fact, GoogleAccount, Grant, KubernetesAccount
from wi_lint.grammar import (
    GoogleMember,
    OpaqueMember,
    WorkloadMember,
    WorkloadSet,
    bare_email,
    email,
    same_email,
)
from wi_lint.graph.bindings import Bindings, covers, workload_grants
from wi_lint.graph.index import ByText, by_text, grouped
from wi_lint.graph.roles import lets_impersonate
from wi_lint.graph.store import FactStore
from wi_lint.unit import Unit, nearest, shared_depth
from wi_lint.values import Match, Text, compare, known, weighed

_Key = tuple[str, ...]


class Grants:
    """Google service accounts (GSA), what is granted on them, and what is granted to whom."""

    def __init__(self, store: FactStore) -> None:
        self._store = store

    @cached_property
    def _declared(self) -> ByText[GoogleAccount]:
        return by_text(self._store.every(GoogleAccount), lambda account: account.account_id)

    @cached_property
    def _on_account(self) -> ByText[Grant]:
        """Grants on Google service accounts, by account id; by e-mail where no id shows."""
        index: ByText[Grant] = ByText()
        for grant in self._store.every(Grant):
            if grant.target.email is not None:
                index.add(grant.email.account_id if grant.email else grant.target.email, grant)
        return index

    @cached_property
    def _to_google(self) -> dict[tuple[str, ...], list[Grant]]:
        found: dict[tuple[str, ...], list[Grant]] = defaultdict(list)
        for grant in self._store.every(Grant):
            if isinstance(grant.member, GoogleMember) and grant.member.email is not None:
                found[bare_email(grant.member.email).key].append(grant)
        return found

    @cached_property
    def _to_workload(self) -> ByText[Grant]:
        """Grants to Kubernetes service accounts, by the account's name."""
        index: ByText[Grant] = ByText()
        for grant, member in workload_grants(list(self._store.every(Grant))):
            assert member.account is not None
            index.add(member.account, grant)
        return index

    @cached_property
    def _annotated(self) -> dict[tuple[str, ...], list[KubernetesAccount]]:
        found: dict[tuple[str, ...], list[KubernetesAccount]] = defaultdict(list)
        for account in self._store.every(KubernetesAccount):
            if account.google is not None:
                found[bare_email(account.google).key].append(account)
        return found

    @cached_property
    def by_unit(self) -> dict[Unit, list[Grant]]:
        """The grants that each unit makes."""
        return grouped(self._store.every(Grant), lambda fact: fact.unit)

    @cached_property
    def resources_by_kind(self) -> dict[tuple[Unit, str], list[CloudResource]]:
        """Resources with a policy of their own, by unit and Terraform type."""
        found: dict[tuple[Unit, str], list[CloudResource]] = defaultdict(list)
        for resource in self._store.every(CloudResource):
            found[resource.unit, resource.kind].append(resource)
        return found

    def gsa(self, text: Text, unit: Unit) -> GoogleAccount | None:
        """The declared account of an e-mail: by its whole text, or as the only one of its id."""
        key = text.key, unit
        if key not in self._meant:
            self._meant[key] = self._account_of(text, unit)
        return self._meant[key]

    @cached_property
    def _meant(self) -> dict[tuple[_Key, Unit], GoogleAccount | None]:
        """What was asked for before, as most rules ask for the account of an annotation or a grant."""
        return {}

    def _account_of(self, text: Text, unit: Unit) -> GoogleAccount | None:
        read = email(text)
        if read is None:
            return None
        found = [
            (match, one)
            for one in self._declared.same(read.account_id)
            if (match := same_email(one.email, text)) is not Match.DIFFERENT
        ]
        same = [one for match, one in found if match is Match.SAME]
        candidates = nearest(same or [one for _, one in found], unit, lambda one: one.unit)
        return candidates[0] if len(candidates) == 1 or same else None

    def on(self, text: Text, units: Iterable[Unit] = ()) -> list[Grant]:
        """The grants on a Google service account, and those in some units that may be on it."""
        return [*weighed(self.bindings(text).every), *self.maybe_on(text, units)]

    def bindings(self, text: Text) -> Bindings:
        """The grants on a Google service account, to be asked who is bound."""
        if text.key not in self._bindings:
            read = email(text)
            found = self._on_account.same(read.account_id) if read is not None else ()
            matches = [(grant, same_email(grant.target.email, text)) for grant in found if grant.target.email]
            self._bindings[text.key] = Bindings(
                (grant for grant, match in matches if match is not Match.DIFFERENT),
                is_sure=any(match is Match.SAME for _, match in matches),
            )
        return self._bindings[text.key]

    @cached_property
    def _bindings(self) -> dict[tuple[str, ...], Bindings]:
        return {}

    def maybe_on(self, text: Text, units: Iterable[Unit]) -> Iterator[Grant]:
        """The grants of some units that may be on a Google service account, and may not."""
        read = email(text)
        return self._on_account.maybe(read.account_id, units) if read is not None else iter(())

    def to_gsa(self, text: Text) -> list[Grant]:
        """The grants whose member is a Google service account, by its e-mail."""
        return weighed(self._to_google.get(bare_email(text).key, []))

    def may_be_to(self, account: GoogleAccount) -> bool:
        """Whether a grant whose member is known in part may be to an account; of very many one may be."""
        if account.unit in self._opaque:
            return True
        members = self._members
        if account.account_id.known is None:
            alike = [*chain.from_iterable(members.known.values()), *self._partly_known]
        else:
            alike = [*members.same(account.account_id), *self._partly_known]
        if len(alike) > MAX_WEIGHED:
            says = f"more than {MAX_WEIGHED:,} members that are known in part may be this account"
            self._store.exceeded("members", account, f"{says}: which roles it is granted is not known")
            return True
        texts = (one.member.email for one in alike if isinstance(one.member, GoogleMember))
        return any(
            text is not None
            and text.key != account.email.key
            and compare(text, account.email) is not Match.DIFFERENT
            for text in texts
        )

    @cached_property
    def _members(self) -> ByText[Grant]:
        """A grant to each Google service account that is a member, by account id."""
        index: ByText[Grant] = ByText()
        for grants in self._to_google.values():
            member = grants[0].member
            if isinstance(member, GoogleMember) and member.email is not None:
                read = email(member.email)
                index.add(read.account_id if read is not None else member.email, grants[0])
        return index

    @cached_property
    def _partly_known(self) -> list[Grant]:
        """Those of them of which the account id is known in part."""
        return [grant for rows in self._members.partly.values() for _, grant in rows]

    @cached_property
    def _opaque(self) -> set[Unit]:
        """The units that grant something to nobody knows whom."""
        return {grant.unit for grant in self._store.every(Grant) if isinstance(grant.member, OpaqueMember)}

    def to_ksa(self, account: KubernetesAccount) -> list[tuple[Grant, WorkloadMember]]:
        """The grants whose member is surely this account."""
        return weighed(self._to_account.get((account.namespace.key, account.name.key), []))

    @cached_property
    def _to_account(self) -> dict[tuple[_Key, _Key], list[tuple[Grant, WorkloadMember]]]:
        found: dict[tuple[_Key, _Key], list[tuple[Grant, WorkloadMember]]] = defaultdict(list)
        for grant, member in workload_grants(list(self._store.every(Grant))):
            if member.namespace is not None and member.account is not None:
                found[member.namespace.key, member.account.key].append((grant, member))
        return found

    @cached_property
    def _to_sets(self) -> list[Grant]:
        """Grants to many workloads at once: a namespace, a cluster, a pool."""
        return [grant for grant in self._store.every(Grant) if isinstance(grant.member, WorkloadSet)]

    def to_sets_with(self, account: KubernetesAccount) -> list[Grant]:
        """The grants to many workloads at once that may be this account's too."""
        return [
            grant
            for grant in self._to_sets
            if covers(grant.member, account.namespace, account.name) is not Match.DIFFERENT
        ]

    def to_default(self, namespace: Text) -> list[Grant]:
        """The grants that the account `default` of a namespace may have, whether it is declared or not."""
        name = known("default", namespace.at)
        candidates = (*self._to_workload.same(name), *self._to_sets)
        return [g for g in candidates if covers(g.member, namespace, name) is not Match.DIFFERENT]

    def annotated_with(self, text: Text) -> list[KubernetesAccount]:
        """The Kubernetes accounts whose annotation names surely this Google service account."""
        found = self._annotated_with.get(text.key)
        if found is None:
            named = self._annotated.get(bare_email(text).key, ())
            found = [one for one in named if one.google and same_email(text, one.google) is Match.SAME]
            self._annotated_with[text.key] = found
        return weighed(found)

    @cached_property
    def _annotated_with(self) -> dict[_Key, list[KubernetesAccount]]:
        """What was asked for before: each of the accounts that share an annotation asks for all of them."""
        return {}

    def is_shared(self, text: Text) -> bool:
        """Whether Kubernetes accounts of several names are annotated with a Google service account."""
        if text.key not in self._shared:
            self._shared[text.key] = len({one.name.key for one in self.annotated_with(text)}) > 1
        return self._shared[text.key]

    @cached_property
    def _shared(self) -> dict[_Key, bool]:
        return {}

    def workload_of(self, text: Text) -> Fact | None:
        """What shows that workloads act as a Google service account: an annotation or a binding."""
        if text.key not in self._workload_of:
            self._workload_of[text.key] = self._shown(text)
        return self._workload_of[text.key]

    @cached_property
    def _workload_of(self) -> dict[_Key, Fact | None]:
        return {}

    def _shown(self, text: Text) -> Fact | None:
        bound = [
            grant
            for grant in self.on(text)
            if isinstance(grant.member, WorkloadMember)
            and lets_impersonate(grant)
            and self._may_mean(grant, text)
        ]
        for account in self.annotated_with(text):
            trusted = (covers(one.member, account.namespace, account.name) for one in bound)
            if not bound or any(one is not Match.DIFFERENT for one in trusted):
                return account
        return next(iter(bound), None)

    def _may_mean(self, grant: Grant, text: Text) -> bool:
        """Whether a grant is on an account, and not on a nearer one of which as little is known."""
        target = grant.target.email
        if target is None or same_email(target, text) is Match.SAME:
            return True
        meant = self.gsa(target, grant.unit)
        return meant is None or meant.email.key == text.key or same_email(meant.email, text) is Match.SAME

    def are_beside(self, one: Unit, other: Unit) -> bool:
        """Whether two units share a folder, are tied, or are the only ones of their kinds with facts."""
        if shared_depth(one.folder, other.folder) > 0 or self._store.declared.tied(one.folder, other.folder):
            return True
        return len(self.by_unit) == 1
