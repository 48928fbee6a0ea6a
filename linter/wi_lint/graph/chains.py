"""The chains of a run: what each account, binding, cluster and node pool rests on, link by link."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from wi_lint.facts import Cluster, Fact, GoogleAccount, Grant, KubernetesAccount, NodePool, Workload
from wi_lint.grammar import WorkloadMember, same_project
from wi_lint.graph.answers import Answer, Found, Missing, Undecided, Unseen
from wi_lint.graph.clusters import Clusters
from wi_lint.graph.grants import Grants
from wi_lint.graph.ksas import KubernetesAccounts
from wi_lint.graph.links import Link
from wi_lint.graph.roles import lets_impersonate
from wi_lint.graph.store import FactStore
from wi_lint.graph.trust import Trust
from wi_lint.values import Match


class Joint(Struct, frozen=True, eq=False):
    """A link of one chain, and whether what it leads to is there."""

    link: Link
    answer: Answer[Fact]


class Chain(Struct, frozen=True, eq=False):
    """What one fact rests on. `facts`: all that a finding about this chain may be about."""

    about: Fact
    facts: tuple[Fact, ...]
    joints: tuple[Joint, ...]


class Chains:
    """The questions that rules ask of one fact, all of them in their order."""

    def __init__(
        self, store: FactStore, ksas: KubernetesAccounts, grants: Grants, trust: Trust, clusters: Clusters
    ) -> None:
        self._store = store
        self._ksas = ksas
        self._grants = grants
        self._trust = trust
        self._clusters = clusters

    def every(self) -> Iterator[Chain]:
        """The chain of each account with an identity, Google account, binding, cluster and node pool."""
        for account in self._store.every(KubernetesAccount):
            if account.google is not None or self._grants.to_ksa(account):
                yield self._of_account(account)
        for google in self._store.every(GoogleAccount):
            yield self._of_google(google)
        for grant in self._store.every(Grant):
            member = grant.member
            if isinstance(member, WorkloadMember):
                yield self._of_binding(grant, member)
        for cluster in self._store.every(Cluster):
            yield self._of_cluster(cluster)
        for pool in self._store.every(NodePool):
            yield Chain(pool, (pool,), (Joint(Link.MODE, _mode(pool)),))

    def _of_account(self, account: KubernetesAccount) -> Chain:
        workloads = self._ksas.workloads_of(account)
        google = account.acts_as
        declared = self._grants.gsa(google, account.unit) if google is not None else None
        joints = [
            Joint(Link.POD, _first(workloads, "no workload that was read runs as it")),
            Joint(Link.ANNOTATION, self._annotation(account)),
        ]
        if google is not None:
            joints.append(Joint(Link.GSA, _first([declared], "declared in no file that was read")))
            binding = self._trust.binding(account)
            joints.append(Joint(Link.BINDING, binding))
            member = binding.fact.member if isinstance(binding, Found) else None
            if isinstance(member, WorkloadMember):
                joints.append(Joint(Link.POOL, self._pool(member)))
        held = self._grants.to_gsa(google) if google is not None else self._direct(account)
        joints.append(Joint(Link.GRANT, _first(held, "no role is granted to it in what was read")))
        return Chain(account, (account, *workloads, *_facts(joints)), tuple(joints))

    def _annotation(self, account: KubernetesAccount) -> Answer[Fact]:
        google = account.google
        if google is None:
            return _first(self._direct(account), "bound, and annotated in no file that was read")
        if account.faults:
            return Missing()
        return Found(account) if google.known is not None else Undecided(google.why or "not known")

    def _direct(self, account: KubernetesAccount) -> list[Grant]:
        """The roles that are granted to the account itself."""
        return [grant for grant, _ in self._grants.to_ksa(account) if lets_impersonate(grant) is False]

    def _of_google(self, account: GoogleAccount) -> Chain:
        joints = (
            Joint(Link.BINDING, _first(self._bindings(account), "bound to no workload in what was read")),
            Joint(
                Link.GRANT,
                _first(self._grants.to_gsa(account.email), "no role is granted to it in what was read"),
            ),
        )
        return Chain(account, (account,), joints)

    def _bindings(self, account: GoogleAccount) -> list[Grant]:
        return [grant for grant in self._grants.on(account.email) if isinstance(grant.member, WorkloadMember)]

    def _of_binding(self, grant: Grant, member: WorkloadMember) -> Chain:
        joints = [
            Joint(Link.KSA, self._ksas.of_member(member, grant.unit)),
            Joint(Link.POOL, self._pool(member)),
        ]
        if grant.target.email is not None:
            declared = self._grants.gsa(grant.target.email, grant.unit)
            joints.insert(1, Joint(Link.GSA, _first([declared], "declared in no file that was read")))
        return Chain(grant, (grant, *_facts(joints)), tuple(joints))

    def _pool(self, member: WorkloadMember) -> Answer[Fact]:
        """The cluster whose workload pool a member names."""
        project = member.project
        if project is None or member.faults:
            return Undecided("the member names none that can be read")
        found = list(self._clusters.maybe_in(project))
        same = [one for one in found if same_project(one.project, project) is Match.SAME]
        ready = [one for one in same if one.autopilot or one.pool is not None]
        if ready:
            return Found(ready[0])
        if same:
            return self._poolless(same[0])
        return Undecided(found[0].project.why) if found else Unseen("its cluster is in no file that was read")

    def _poolless(self, cluster: Cluster) -> Answer[Fact]:
        if cluster.open:
            return Undecided(cluster.open)
        if self._clusters.has_rival(cluster):
            return Undecided("another cluster may be meant")
        needed = next(iter(self._clusters.identities_of(cluster)), None)
        return Missing(cluster) if needed else Unseen("no identity in what was read is meant for it")

    def _of_cluster(self, cluster: Cluster) -> Chain:
        ready = cluster.autopilot or cluster.pool is not None
        pools = self._clusters.node_pools_of(cluster)
        joints = (
            Joint(Link.POOL, Found(cluster) if ready else self._poolless(cluster)),
            Joint(Link.MODE, Found(cluster) if cluster.autopilot else _best(pools)),
        )
        return Chain(cluster, (cluster,), joints)


def _first(
    facts: list[Fact] | list[Workload] | list[Grant] | list[GoogleAccount | None], why: str
) -> Answer[Fact]:
    found = next((one for one in facts if one is not None), None)
    return Found(found) if found is not None else Unseen(why)


def _facts(joints: list[Joint]) -> Iterator[Fact]:
    """What the links of a chain lead to, or nearly lead to."""
    for joint in joints:
        match joint.answer:
            case Found(fact=fact):
                yield fact
            case Missing(nearest=Fact() as nearest):
                yield nearest


def _mode(pool: NodePool) -> Answer[Fact]:
    """Whether the nodes of a pool run GKE's metadata server; one that says nothing has its cluster's."""
    if pool.mode is None or pool.mode.known == "GKE_METADATA":
        return Found(pool)
    return Undecided(pool.mode.why or f"its mode is {pool.mode}, and pods with an identity may run elsewhere")


def _best(pools: list[NodePool]) -> Answer[Fact]:
    answers = [_mode(pool) for pool in pools]
    ready = next((one for one in answers if isinstance(one, Found)), None)
    return ready or next(iter(answers), Unseen("its node pools are in no file that was read"))
