"""Who may act as whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from itertools import chain
from operator import itemgetter

from wi_lint.bounds import MAX_WEIGHED
from wi_lint.environments import is_of_own
from wi_lint.facts import Cluster, GoogleAccount, Grant, KubernetesAccount, Unread
from wi_lint.grammar import (
    Email,
    GoogleMember,
    WorkloadMember,
    bare_project,
    distance,
    email,
    near,
    same_email,
)
from wi_lint.graph.answers import ELSEWHERE, Answer, Doubt, Found, Missing, Undecided, Unseen
from wi_lint.graph.bindings import both, impersonation, workload_grants
from wi_lint.graph.deployments import Deployments
from wi_lint.graph.evidence import UnreadEvidence
from wi_lint.graph.grants import Grants
from wi_lint.graph.heuristics import Heuristics
from wi_lint.graph.index import grouped
from wi_lint.graph.ksas import KubernetesAccounts
from wi_lint.graph.resemblance import Resemblance
from wi_lint.graph.roles import WORKLOAD_IDENTITY_USER, lets_impersonate
from wi_lint.graph.store import FactStore
from wi_lint.unit import Unit
from wi_lint.values import Match, Text, compare, weighed


class Trust:
    """The question of questions: may this Kubernetes service account act as that Google one?"""

    def __init__(
        self,
        store: FactStore,
        ksas: KubernetesAccounts,
        grants: Grants,
        heuristics: Heuristics,
        deployments: Deployments,
    ) -> None:
        self._store = store
        self._deployments = deployments
        self._ksas = ksas
        self._grants = grants
        self._heuristics = heuristics

    def binding(self, ksa: KubernetesAccount) -> Answer[Grant]:
        """The grant that lets a Kubernetes service account act as the Google one of its annotation.

        `Unseen` where it has none.
        """
        if ksa not in self._answers:
            google = ksa.google
            self._answers[ksa] = self._binding(ksa, google) if google is not None else Unseen("not annotated")
        return self._answers[ksa]

    @cached_property
    def _answers(self) -> dict[KubernetesAccount, Answer[Grant]]:
        """What was asked for before: several rules ask, each for what it says of the answer."""
        return {}

    def _binding(self, ksa: KubernetesAccount, text: Text) -> Answer[Grant]:
        read = email(text)
        if read is None or read.account_id.known is None:
            return Undecided(text.why or "the annotation names no account that can be read")
        if self._is_declared(ksa, text):
            return Undecided(ELSEWHERE)
        declared = self._grants.gsa(text, ksa.unit)
        bindings = self._grants.bindings(text)
        tied = {ksa.unit, *bindings.units, *self._tied_by_hand(ksa.unit), *self._scripts}
        if declared is not None:
            tied.add(declared.unit)
        maybe = self._grants.maybe_on(text, sorted(tied, key=_order))
        grant, doubt = impersonation([*bindings.of(ksa), *maybe], ksa)
        if grant is not None:
            return Found(grant)
        wide, wide_doubt = impersonation(self._wide_grants(ksa), ksa)
        if wide is not None:
            return Found(wide)
        doubt = (
            doubt or wide_doubt or self._unread.of_binding(sorted(tied, key=_order), read.account_id.known)
        )
        if doubt:
            return Undecided(doubt)
        if declared is None and not bindings.is_sure:
            return self._elsewhere(ksa, text)
        habit = self._heuristics.bound_elsewhere(declared.unit) if declared is not None else None
        if habit is not None and not bindings.is_sure:
            return habit
        nearest = self._nearest_binding(bindings.like(ksa), ksa)
        return self._may_be_by_hand(ksa, text, declared, nearest) or Missing(nearest)

    def _may_be_by_hand(
        self, ksa: KubernetesAccount, text: Text, declared: GoogleAccount | None, nearest: Grant | None
    ) -> Doubt | None:
        """Why a binding that is in no file may be there all the same."""
        if not _is_almost(nearest, ksa):
            guide = self._heuristics.bound_by_guide(text, ksa.name, declared, unnamed=nearest is None)
            if guide is not None:
                return guide
        unclear = nearest is None or bool(ksa.name.holes or ksa.namespace.holes)
        return self._heuristics.of_sample(text, declared) if declared is not None and unclear else None

    @cached_property
    def _scripts(self) -> list[Unit]:
        """The scripts that bind: what they are given when they run may be any account."""
        return [unit for unit in self._grants.by_unit if unit.kind == "script"]

    @cached_property
    def _annotating(self) -> list[KubernetesAccount]:
        """What scripts annotate by a name that is given when they run."""
        return [
            account
            for account in self._store.every(KubernetesAccount)
            if account.unit.kind == "script"
            and account.google is not None
            and (account.name.known is None or account.namespace.known is None)
        ]

    def _is_declared(self, ksa: KubernetesAccount, text: Text) -> bool:
        names = (text.known, f"{ksa.namespace}/{ksa.name}")
        return any(name is not None and self._store.declared.knows_account(name) for name in names)

    def _tied_by_hand(self, unit: Unit) -> list[Unit]:
        if not self._store.declared.ties:
            return []
        return [
            other for other in self._grants.by_unit if self._store.declared.tied(unit.folder, other.folder)
        ]

    def _elsewhere(self, ksa: KubernetesAccount, text: Text) -> Answer[Grant]:
        """Nothing is known of the annotated account, but another one is bound to this very KSA."""
        unseen = Unseen(f"nothing that was read says who may act as {text}")
        read = email(text) if text.known is not None and self._grants.to_ksa(ksa) else None
        if read is None or read.account_id.known is None:
            return unseen
        for grant in self._bound(ksa).near(read.account_id.known):
            assert grant.target.email is not None
            if self._deployments.are_apart(grant.unit, ksa.unit) or self._is_of_another(
                grant.target.email, read, ksa.unit
            ):
                continue  # another environment's says nothing of this one
            is_moved = self._moved(ksa, read, grant)
            if (is_moved or self._slip(text, grant.target.email)) and not self._claimed(
                grant.target.email, ksa
            ):
                return Missing(grant)
        return unseen

    def _moved(self, ksa: KubernetesAccount, written: Email, grant: Grant) -> bool:
        """Whether the account of an id is surely in another project in the account's own environment.

        It is declared there, as the only one of its id, and lets this very account act as it.
        """
        if grant.email is None or grant.email.account_id.known != written.account_id.known:
            return False
        if written.project is None or written.project.known not in self._projects:
            return False  # a project of elsewhere may have one of the same id
        declared = weighed(self._by_id.get(written.account_id.known, []))
        own = self._deployments.of_environment(ksa.unit, declared, lambda one: one.unit)
        return len(own) == 1 and same_email(own[0].email, grant.email.text) is Match.SAME

    @cached_property
    def _by_id(self) -> dict[str | None, list[GoogleAccount]]:
        return grouped(self._store.every(GoogleAccount), lambda one: one.account_id.known)

    @staticmethod
    def _is_of_another(bound: Text, written: Email, unit: Unit) -> bool:
        """Whether what is bound is of another environment than a unit, and what it writes of its own."""
        other = email(bound)
        return is_of_own(str(written.project), unit) and not is_of_own(str(other and other.project), unit)

    def _bound(self, ksa: KubernetesAccount) -> _Bound:
        """The grants that let a Kubernetes service account act as somebody."""
        key = ksa.namespace.key, ksa.name.key
        if key not in self._bound_to:
            self._bound_to[key] = _Bound(
                grant for grant, _ in self._grants.to_ksa(ksa) if lets_impersonate(grant)
            )
        return self._bound_to[key]

    @cached_property
    def _bound_to(self) -> dict[tuple[object, ...], _Bound]:
        return {}

    def _slip(self, written: Text, bound: Text) -> bool:
        """Whether one e-mail may be a slip for the other: one half differs a little."""
        one, other = email(written), email(bound)
        if one is None or other is None or bound.known is None or written.known is None:
            return False
        a, b = one.account_id.known, other.account_id.known
        p = one.project.known if one.project else None
        q = other.project.known if other.project else None
        if a is None or b is None or p is None or q is None:
            return False
        if a == b:
            return p != q and (p not in self._projects or q not in self._projects)
        return p == q and near(a, b)

    @cached_property
    def _projects(self) -> set[str]:
        """The projects that are named by declared accounts and clusters."""
        texts = [
            *(a.project for a in self._store.every(GoogleAccount)),
            *(c.project for c in self._store.every(Cluster)),
        ]
        texts = [bare_project(text) for text in texts]
        return {text.known for text in texts if text.known is not None}

    def knows_project(self, project: str) -> bool:
        """Whether a declared account or cluster is in a project."""
        return project in self._projects

    def _claimed(self, bound: Text, ksa: KubernetesAccount) -> bool:
        return any(other is not ksa for other in self._grants.annotated_with(bound))

    def _nearest_binding(self, grants: list[Grant], ksa: KubernetesAccount) -> Grant | None:
        """Of the workloads that may act as it: one that nobody else claims, and that is almost this one."""
        found = [
            (grant, member)
            for grant, member in workload_grants(grants)
            if lets_impersonate(grant) is not False and not member.faults
        ]

        def rank(row: tuple[Grant, WorkloadMember]) -> tuple[bool, int, int]:
            grant, member = row
            assert member.namespace is not None
            assert member.account is not None
            names = compare(member.account, ksa.name) is Match.SAME
            spaces = compare(member.namespace, ksa.namespace) is Match.SAME
            edits = distance(str(member.account), str(ksa.name)) + distance(
                str(member.namespace), str(ksa.namespace)
            )
            return self._is_claimed(grant, member), -(2 * names + spaces), edits

        found.sort(key=rank)
        if found:
            return found[0][0]
        return next((grant for grant in grants if self._names_account(grant, ksa)), None)

    def _is_claimed(self, grant: Grant, member: WorkloadMember) -> bool:
        """Whether the account that a grant names is annotated with what it is granted on: it is right."""
        if member.namespace is None or member.account is None or grant.target.email is None:
            return False
        email = grant.target.email
        return any(
            account.google is not None and same_email(email, account.google) is Match.SAME
            for account in self._ksas.declared(member.namespace, member.account)
        )

    @staticmethod
    def _names_account(grant: Grant, ksa: KubernetesAccount) -> bool:
        member = grant.member
        if not isinstance(member, WorkloadMember) or member.namespace is None or member.account is None:
            return isinstance(member, GoogleMember) and grant.role.known == WORKLOAD_IDENTITY_USER
        same = both(compare(member.namespace, ksa.namespace), compare(member.account, ksa.name))
        return same is Match.SAME

    @cached_property
    def _wide(self) -> list[Grant]:
        """Grants on projects and wider that may let workloads impersonate."""
        return [
            grant
            for grant in self._store.every(Grant)
            if grant.target.is_wide
            and not isinstance(grant.member, GoogleMember)
            and (lets_impersonate(grant) or (grant.role.known is None and _names_workload(grant)))
        ]

    @cached_property
    def _wide_by_name(self) -> dict[tuple[str, ...] | None, list[Grant]]:
        """Those by the account that they name; under nothing those that name none for sure."""
        return grouped(self._wide, _account_key)

    def _wide_grants(self, account: KubernetesAccount) -> list[Grant]:
        open_ = self._wide_by_name.get(None, [])
        if len(open_) > MAX_WEIGHED:
            says = f"more than {MAX_WEIGHED:,} grants on projects and wider may be anybody's"
            self._store.exceeded("wide grants", open_[-1], f"{says}: further ones are not weighed")
        return [*self._wide_by_name.get(account.name.key, ()), *open_[:MAX_WEIGHED]]

    @cached_property
    def _unread(self) -> UnreadEvidence:
        return UnreadEvidence(self._store.every(Unread))

    def may_be_annotated_elsewhere(self, account: KubernetesAccount) -> str | None:
        """Why an account may carry an annotation that is not written in its manifest."""
        if account.open:
            return account.open
        for other in self._annotating:
            if (
                other is not account
                and self._ksas.may_meet(other, account)
                and compare(other.name, account.name) is not Match.DIFFERENT
            ):
                return f"{other.address} may be this account: {other.namespace.why or other.name.why}"
        return self._unread.of_annotation(str(account.name))


class _Bound:
    """Grants on Google service accounts, asked for those on accounts of an id, or of one that is near it."""

    def __init__(self, grants: Iterable[Grant]) -> None:
        self._by_id: dict[str, list[tuple[int, Grant]]] = defaultdict(list)
        for place, grant in enumerate(grants):
            if grant.email is not None and grant.email.account_id.known is not None:
                self._by_id[grant.email.account_id.known].append((place, grant))
        self._resemblance = Resemblance(self._by_id)

    def near(self, account_id: str) -> list[Grant]:
        """Those of an id and of what resembles it, in their order."""
        ids = {account_id, *self._resemblance.near(account_id)}
        found = sorted(chain.from_iterable(self._by_id.get(one, ()) for one in ids), key=itemgetter(0))
        return [grant for _, grant in weighed(found)]


def _is_almost(grant: Grant | None, ksa: KubernetesAccount) -> bool:
    """Whether a binding is evidently meant for an account: it has its name, or nearly so."""
    member = grant.member if grant is not None else None
    if not isinstance(member, WorkloadMember) or member.account is None:
        return False
    if compare(member.account, ksa.name) is Match.SAME:
        return True
    one, other = member.account.known, ksa.name.known
    return one is not None and other is not None and near(one, other)


def _names_workload(grant: Grant) -> bool:
    return isinstance(grant.member, WorkloadMember)


def _account_key(grant: Grant) -> tuple[str, ...] | None:
    member = grant.member
    if isinstance(member, WorkloadMember) and member.account is not None and member.account.known:
        return member.account.key
    return None


def _order(unit: Unit) -> str:
    return unit.name
