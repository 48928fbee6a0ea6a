"""The identity graph: facts joined by identity, and the questions that rules ask of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TypeVar

from wi_lint.facts import (
    AccountKey,
    CloudResource,
    Cluster,
    Fact,
    GoogleAccount,
    Grant,
    KubernetesAccount,
    MisplacedAnnotation,
    Namespace,
    NetworkPolicy,
    NodePool,
    Problem,
    Secret,
    Unread,
    Workload,
)
from wi_lint.grammar import GoogleMember, WorkloadMember, email, near
from wi_lint.graph.answers import Answer, Found, Missing, Undecided, Unseen
from wi_lint.graph.bindings import both, impersonation, workload_grants
from wi_lint.graph.index import ByText, closest
from wi_lint.graph.roles import WORKLOAD_IDENTITY_USER, lets_impersonate
from wi_lint.unit import Unit, shared_depth
from wi_lint.values import Match, Text, compare

F = TypeVar("F", bound=Fact)
K = TypeVar("K")

MADE_ELSEWHERE = frozenset(
    {
        "cnrm-system", "config-management-system", "config-management-monitoring", "gke-mcs",
        "gmp-system", "gke-gmp-system", "kube-system", "krmapihosting-system",
    }
)  # fmt: skip
"""Namespaces whose accounts Google's own components make."""


class Graph:
    """The identity graph of one run."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts = tuple(facts)
        by_type: dict[type, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            by_type[type(fact)].append(fact)

        def of(kind: type[F]) -> tuple[F, ...]:
            return tuple(fact for fact in by_type[kind] if isinstance(fact, kind))

        self.kubernetes_accounts = of(KubernetesAccount)
        self.workloads = of(Workload)
        self.misplaced_annotations = of(MisplacedAnnotation)
        self.namespaces = of(Namespace)
        self.secrets = of(Secret)
        self.network_policies = of(NetworkPolicy)
        self.google_accounts = of(GoogleAccount)
        self.grants = of(Grant)
        self.clusters = of(Cluster)
        self.node_pools = of(NodePool)
        self.account_keys = of(AccountKey)
        self.cloud_resources = of(CloudResource)
        self.unread = of(Unread)
        self.problems = of(Problem)

    # indexes, each made when it is first needed

    @cached_property
    def _accounts(self) -> ByText[KubernetesAccount]:
        return _by(self.kubernetes_accounts, lambda account: account.name)

    @cached_property
    def _declared(self) -> ByText[GoogleAccount]:
        return _by(self.google_accounts, lambda account: account.account_id)

    @cached_property
    def _on_account(self) -> ByText[Grant]:
        """Grants on Google service accounts, by account id; by e-mail where no id shows."""
        index: ByText[Grant] = ByText()
        for grant in self.grants:
            if grant.target.email is not None:
                index.add(grant.email.account_id if grant.email else grant.target.email, grant)
        return index

    @cached_property
    def _to_google(self) -> dict[tuple[str, ...], list[Grant]]:
        found: dict[tuple[str, ...], list[Grant]] = defaultdict(list)
        for grant in self.grants:
            if isinstance(grant.member, GoogleMember) and grant.member.email is not None:
                found[grant.member.email.key].append(grant)
        return found

    @cached_property
    def _to_workload(self) -> ByText[Grant]:
        """Grants to Kubernetes service accounts, by the account's name."""
        index: ByText[Grant] = ByText()
        for grant, member in workload_grants(list(self.grants)):
            assert member.account is not None
            index.add(member.account, grant)
        return index

    @cached_property
    def _wide(self) -> list[Grant]:
        """Grants on projects and wider that may let workloads impersonate."""
        return [
            grant
            for grant in self.grants
            if grant.target.is_wide
            and not isinstance(grant.member, GoogleMember)
            and (lets_impersonate(grant.role) or (grant.role.known is None and _names_workload(grant)))
        ]

    @cached_property
    def _wide_by_name(self) -> dict[tuple[str, ...] | None, list[Grant]]:
        """Those by the account that they name; under nothing those that name none for sure."""
        return _grouped(self._wide, _account_key)

    def _wide_grants(self, account: KubernetesAccount) -> list[Grant]:
        return [*self._wide_by_name.get(account.name.key, ()), *self._wide_by_name.get(None, ())]

    @cached_property
    def _users(self) -> dict[KubernetesAccount, list[Workload]]:
        found: dict[KubernetesAccount, list[Workload]] = defaultdict(list)
        for workload in self.workloads:
            answer = self.account_of(workload)
            if isinstance(answer, Found):
                found[answer.fact].append(workload)
        return found

    @cached_property
    def _annotated(self) -> dict[tuple[str, ...], list[KubernetesAccount]]:
        found: dict[tuple[str, ...], list[KubernetesAccount]] = defaultdict(list)
        for account in self.kubernetes_accounts:
            if account.google is not None:
                found[account.google.key].append(account)
        return found

    @cached_property
    def _unread_by_unit(self) -> dict[Unit, list[Unread]]:
        return _grouped(self.unread, lambda fact: fact.unit)

    @cached_property
    def _scripts(self) -> tuple[Unread, ...]:
        return tuple(one for one in self.unread if one.kind == "script")

    @cached_property
    def resources_by_kind(self) -> dict[tuple[Unit, str], list[CloudResource]]:
        """Resources with a policy of their own, by unit and Terraform type."""
        found: dict[tuple[Unit, str], list[CloudResource]] = defaultdict(list)
        for resource in self.cloud_resources:
            found[resource.unit, resource.kind].append(resource)
        return found

    @cached_property
    def clusters_by_unit(self) -> dict[Unit, list[Cluster]]:
        return _grouped(self.clusters, lambda fact: fact.unit)

    @cached_property
    def grants_by_unit(self) -> dict[Unit, list[Grant]]:
        return _grouped(self.grants, lambda fact: fact.unit)

    @cached_property
    def hidden_accounts(self) -> str | None:
        """Why Kubernetes service accounts may exist that were not read."""
        for one in self.unread:
            if one.kind == "chart":
                return one.why
        return None

    # Kubernetes service accounts

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
        return _grouped(homeless, lambda account: account.name.key)

    def accounts(self, namespace: Text, name: Text) -> list[KubernetesAccount]:
        """The declarations of surely this account."""
        return self._by_place.get((namespace.key, name.key), [])

    def _maybe_account(self, namespace: Text, name: Text) -> KubernetesAccount | None:
        """An account of this name that may be in this namespace, or not."""
        named = self._accounts.same(name) if namespace.known is None else self._homeless.get(name.key, ())
        return next((a for a in named if compare(a.namespace, namespace) is Match.MAYBE), None)

    def account_of(self, workload: Workload) -> Answer[KubernetesAccount]:
        """The account that a workload's pods run as."""
        if workload.account is None:
            return Undecided("its pods run as 'default'")
        return self._account(workload.namespace, workload.account, workload.unit)

    def _account(self, namespace: Text, name: Text, unit: Unit) -> Answer[KubernetesAccount]:
        same = self.accounts(namespace, name)
        if same:
            return Found(closest(same, unit)[0])
        maybe = self._maybe_account(namespace, name)
        if maybe is not None:
            return Undecided(maybe.namespace.why or namespace.why)
        return self._no_account(namespace, name, unit)

    def _no_account(self, namespace: Text, name: Text, unit: Unit) -> Answer[KubernetesAccount]:
        for text in (name, namespace):
            if text.known is None:
                return Undecided(text.why)
        if self.hidden_accounts:
            return Undecided(self.hidden_accounts)
        for account in self._half_named.get(namespace.key, ()):
            if compare(account.name, name) is not Match.DIFFERENT:
                return Undecided(account.name.why)
        nearest = self._near_account(namespace, name, unit)
        if nearest is None:
            return Unseen(f"no account of the namespace '{namespace}' resembles '{name}'")
        return Missing(nearest)

    def _near_account(self, namespace: Text, name: Text, unit: Unit) -> KubernetesAccount | None:
        """The same name in another namespace, or a similar one in the same."""
        moved = [one for one in self._accounts.same(name) if one.namespace.known is not None]
        if moved:
            near_by = closest(moved, unit)
            return near_by[0] if len(near_by) == 1 else None
        alike = [
            one
            for one in self.in_namespace(namespace)
            if one.name.known is not None and name.known is not None and near(one.name.known, name.known)
        ]
        near_by = closest(alike, unit)
        return near_by[0] if len(near_by) == 1 else None

    @cached_property
    def _half_named(self) -> dict[tuple[str, ...], list[KubernetesAccount]]:
        """Accounts whose name is not wholly known, by namespace."""
        half = (account for account in self.kubernetes_accounts if account.name.known is None)
        return _grouped(half, lambda account: account.namespace.key)

    @cached_property
    def _by_namespace(self) -> ByText[KubernetesAccount]:
        return _by(self.kubernetes_accounts, lambda account: account.namespace)

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

    def account_of_member(self, member: WorkloadMember, unit: Unit) -> Answer[KubernetesAccount]:
        """The account that a member names."""
        if member.namespace is None or member.account is None:
            return Undecided("the member names none")
        return self._account(member.namespace, member.account, unit)

    def grants_to_account(self, account: KubernetesAccount) -> list[tuple[Grant, WorkloadMember]]:
        """The grants whose member is surely this account."""
        found = []
        for grant in self._to_workload.same(account.name):
            member = grant.member
            assert isinstance(member, WorkloadMember)
            if member.namespace is not None and compare(member.namespace, account.namespace) is Match.SAME:
                found.append((grant, member))
        return found

    def is_beside(self, one: Unit, other: Unit) -> bool:
        """Whether two units share a folder, or are the only ones of their kinds with facts."""
        if shared_depth(one.folder, other.folder) > 0:
            return True
        return len(self.grants_by_unit) == 1

    # Google service accounts

    def google_account(self, text: Text, unit: Unit) -> GoogleAccount | None:
        """The declared account of an e-mail: by its whole text, or as the only one of its id."""
        read = email(text)
        if read is None:
            return None
        found = [
            (match, one)
            for one in self._declared.same(read.account_id)
            if (match := compare(one.email, text)) is not Match.DIFFERENT
        ]
        same = [one for match, one in found if match is Match.SAME]
        candidates = closest(same or [one for _, one in found], unit)
        return candidates[0] if len(candidates) == 1 or same else None

    def grants_on(self, text: Text, units: Iterable[Unit] = ()) -> list[Grant]:
        """The grants on a Google service account, and those in some units that may be on it."""
        read = email(text)
        if read is None:
            return []
        sure = [
            grant
            for grant in self._on_account.same(read.account_id)
            if grant.target.email is not None and compare(grant.target.email, text) is not Match.DIFFERENT
        ]
        maybe = self._on_account.maybe(read.account_id, units)
        return [*sure, *maybe]

    def grants_to(self, text: Text) -> list[Grant]:
        """The grants whose member is a Google service account, by its e-mail."""
        return self._to_google.get(text.key, [])

    def annotated_with(self, text: Text) -> list[KubernetesAccount]:
        return self._annotated.get(text.key, [])

    def workload_of_google(self, text: Text) -> Fact | None:
        """What shows that workloads act as a Google service account: an annotation or a binding."""
        annotated = self.annotated_with(text)
        if annotated:
            return annotated[0]
        for grant in self.grants_on(text):
            if isinstance(grant.member, WorkloadMember) and lets_impersonate(grant.role):
                return grant
        return None

    # the question of questions

    def binding(self, ksa: KubernetesAccount, text: Text) -> Answer[Grant]:
        """The grant that lets a Kubernetes service account act as a Google one."""
        read = email(text)
        if read is None or read.account_id.known is None:
            return Undecided(text.why or "the annotation names no account that can be read")
        declared = self.google_account(text, ksa.unit)
        grants = self.grants_on(text)
        tied = {ksa.unit, *(grant.unit for grant in grants)}
        if declared is not None:
            tied.add(declared.unit)
        grant, doubt = impersonation([*self.grants_on(text, sorted(tied, key=_order))], ksa)
        if grant is not None:
            return Found(grant)
        wide, wide_doubt = impersonation(self._wide_grants(ksa), ksa)
        if wide is not None:
            return Found(wide)
        doubt = doubt or wide_doubt or self._unread_doubt(tied, read.account_id.known)
        if doubt:
            return Undecided(doubt)
        sure = [
            g for g in grants if g.target.email is not None and compare(g.target.email, text) is Match.SAME
        ]
        if declared is None and not sure:
            return self._elsewhere(ksa, text)
        return Missing(self._nearest_binding(grants, ksa))

    def _elsewhere(self, ksa: KubernetesAccount, text: Text) -> Answer[Grant]:
        """Nothing is known of the annotated account, but another one is bound to this very KSA."""
        read = email(text)
        for grant, _ in self.grants_to_account(ksa):
            bound = grant.email
            if bound is None or read is None or not lets_impersonate(grant.role) or text.known is None:
                continue
            assert grant.target.email is not None
            if self._slip(text, grant.target.email) and not self._claimed(grant.target.email, ksa):
                return Missing(grant)
        return Unseen(f"nothing that was read says who may act as {text}")

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
        texts = [*(a.project for a in self.google_accounts), *(c.project for c in self.clusters)]
        return {text.known for text in texts if text.known is not None}

    def _claimed(self, bound: Text, ksa: KubernetesAccount) -> bool:
        return any(other is not ksa for other in self.annotated_with(bound))

    def _nearest_binding(self, grants: list[Grant], ksa: KubernetesAccount) -> Grant | None:
        """Of the workloads that may act as it: one that is almost this one comes first."""
        found = [
            (grant, member)
            for grant, member in workload_grants(grants)
            if lets_impersonate(grant.role) is not False and not member.faults
        ]

        def rank(row: tuple[Grant, WorkloadMember]) -> int:
            _, member = row
            assert member.account is not None
            assert member.namespace is not None
            names = compare(member.account, ksa.name) is Match.SAME
            spaces = compare(member.namespace, ksa.namespace) is Match.SAME
            return -(2 * names + spaces)

        found.sort(key=rank)
        if found:
            return found[0][0]
        return next((grant for grant in grants if self._names_account(grant, ksa)), None)

    @staticmethod
    def _names_account(grant: Grant, ksa: KubernetesAccount) -> bool:
        member = grant.member
        if not isinstance(member, WorkloadMember) or member.namespace is None or member.account is None:
            return isinstance(member, GoogleMember) and grant.role.known == WORKLOAD_IDENTITY_USER
        same = both(compare(member.namespace, ksa.namespace), compare(member.account, ksa.name))
        return same is Match.SAME

    def _unread_doubt(self, units: Iterable[Unit], account_id: str) -> str | None:
        """Something in the tied units, or a script, that may hold the binding."""
        for unit in units:
            for one in self._unread_by_unit.get(unit, ()):
                if _may_bind(one, account_id):
                    return one.why
        for one in self._scripts:
            if WORKLOAD_IDENTITY_USER in one.text and (account_id in one.text or "$" in one.text):
                return one.why
        return None

    @cached_property
    def _mentioned(self) -> dict[str, Unread]:
        """Registry modules by the texts that they are given."""
        return {
            mention.known: one
            for one in self.unread
            if one.kind == "module"
            for mention in one.mentions
            if mention.known
        }

    @cached_property
    def _annotating(self) -> Unread | None:
        """A script that annotates accounts."""
        return next((one for one in self._scripts if "gcp-service-account" in one.text), None)

    def may_be_annotated_elsewhere(self, account: KubernetesAccount) -> str | None:
        """Why an account may carry an annotation that is not written in its manifest."""
        if account.open:
            return account.open
        source = self._annotating or self._mentioned.get(str(account.name))
        return source.why if source else None

    # clusters

    def node_pools_of(self, cluster: Cluster) -> list[NodePool]:
        """The node pools that are declared for a cluster, its default pool included."""
        return [
            pool
            for pool in self._pools_by_unit.get(cluster.unit, ())
            if (pool.is_default and pool.address == cluster.address)
            or (not pool.is_default and _of_cluster(pool.cluster, cluster))
        ]

    @cached_property
    def _pools_by_unit(self) -> dict[Unit, list[NodePool]]:
        return _grouped(self.node_pools, lambda pool: pool.unit)

    def identities_of(self, cluster: Cluster) -> Iterator[tuple[Grant, WorkloadMember]]:
        """The grants to workloads that are meant for a cluster: of its project's pool."""
        for grant in self.grants_by_unit.get(cluster.unit, ()):
            member = grant.member
            if isinstance(member, WorkloadMember) and not member.faults:
                project = member.project
                if project is None or compare(project, cluster.project) is not Match.DIFFERENT:
                    yield grant, member
        if cluster.project.known is None:
            return
        for grant, member in self._by_pool_project.get(cluster.project.known, ()):
            if grant.unit != cluster.unit:
                yield grant, member

    @cached_property
    def _by_pool_project(self) -> dict[str, list[tuple[Grant, WorkloadMember]]]:
        found: dict[str, list[tuple[Grant, WorkloadMember]]] = defaultdict(list)
        for grant, member in workload_grants(list(self.grants)):
            project = member.project
            if project is not None and project.known is not None and not member.faults:
                found[project.known].append((grant, member))
        return found

    @cached_property
    def _clusters_by_project(self) -> dict[str | None, list[Cluster]]:
        return _grouped(self.clusters, lambda cluster: cluster.project.known)

    def rivals(self, cluster: Cluster) -> list[Cluster]:
        """Other clusters that may be the one that a binding of this project is meant for."""
        own = self.clusters_by_unit.get(cluster.unit, [])
        project = cluster.project.known
        elsewhere = self._clusters_by_project.get(project, []) if project is not None else []
        return [
            other
            for other in (*own, *(one for one in elsewhere if one.unit != cluster.unit))
            if other is not cluster and compare(other.project, cluster.project) is not Match.DIFFERENT
        ]

    @cached_property
    def _pinned(self) -> dict[str | None, list[Workload]]:
        pinned = (workload for workload in self.workloads if workload.node_pool is not None)
        return _grouped(pinned, lambda workload: workload.node_pool.known if workload.node_pool else None)

    def workloads_on(self, pool: NodePool) -> list[Workload]:
        """The workloads that are pinned to a node pool, by its name."""
        return self._pinned.get(pool.name.known, []) if pool.name.known is not None else []


def _names_workload(grant: Grant) -> bool:
    return isinstance(grant.member, WorkloadMember)


def _account_key(grant: Grant) -> tuple[str, ...] | None:
    member = grant.member
    if isinstance(member, WorkloadMember) and member.account is not None and member.account.known:
        return member.account.key
    return None


def _order(unit: Unit) -> str:
    return unit.name


def _of_cluster(text: Text, cluster: Cluster) -> bool:
    """Whether a node pool's `cluster` names a cluster: by its name, its id or its address."""
    tail = text.rsplit("/")
    name = tail[1] if tail else text
    if compare(name, cluster.name) is Match.SAME:
        return True
    return any(cluster.address in hole.name for hole in text.holes)


def _may_bind(one: Unread, account_id: str) -> bool:
    if one.kind != "module":
        return WORKLOAD_IDENTITY_USER in one.text
    words = one.text.lower()
    if any(word in words for word in ("workload-identity", "workload_identity", "service_accounts_iam")):
        return True
    return any(account_id in str(mention) for mention in one.mentions)


def _grouped(facts: Iterable[F], key: Callable[[F], K]) -> dict[K, list[F]]:
    groups: dict[K, list[F]] = defaultdict(list)
    for fact in facts:
        groups[key(fact)].append(fact)
    return dict(groups)


def _by(facts: Iterable[F], text: Callable[[F], Text]) -> ByText[F]:
    index: ByText[F] = ByText()
    for fact in facts:
        index.add(text(fact), fact)
    return index


__all__ = [
    "MADE_ELSEWHERE",
    "Answer",
    "Found",
    "Graph",
    "Missing",
    "Undecided",
    "Unseen",
]
