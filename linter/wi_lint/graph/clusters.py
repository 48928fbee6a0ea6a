"""Clusters, their node pools, and the workloads that are meant for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Generic, TypeVar

from wi_lint.facts import Cluster, DeployedTo, EnabledService, Grant, NodePool, Workload
from wi_lint.grammar import WorkloadMember, bare_email, bare_project, same_project
from wi_lint.graph.bindings import workload_grants
from wi_lint.graph.deployments import Deployments
from wi_lint.graph.grants import Grants
from wi_lint.graph.index import grouped
from wi_lint.graph.store import FactStore
from wi_lint.unit import Unit
from wi_lint.values import Match, Text, compare, weighed

T = TypeVar("T")


class Clusters:
    """Clusters, their node pools, and what is meant for them."""

    def __init__(self, store: FactStore, grants: Grants, deployments: Deployments) -> None:
        self._store = store
        self._deployments = deployments
        self._grants = grants

    @cached_property
    def by_unit(self) -> dict[Unit, list[Cluster]]:
        """The clusters that each unit declares."""
        return grouped(self._store.every(Cluster), lambda fact: fact.unit)

    @cached_property
    def _clusters_by_project(self) -> dict[str | None, list[Cluster]]:
        return grouped(self._store.every(Cluster), lambda cluster: cluster.project_id.known)

    @cached_property
    def _pools(self) -> dict[tuple[Unit, _Named], dict[int, NodePool]]:
        """Node pools by what names their cluster, each with its place among all."""
        found: dict[tuple[Unit, _Named], dict[int, NodePool]] = defaultdict(dict)
        for place, pool in enumerate(self._store.every(NodePool)):
            for named in _cluster_of(pool):
                found[pool.unit, named][place] = pool
        return found

    @cached_property
    def _by_pool_project(self) -> dict[str, list[tuple[Grant, WorkloadMember]]]:
        found: dict[str, list[tuple[Grant, WorkloadMember]]] = defaultdict(list)
        for grant, member in workload_grants(list(self._store.every(Grant))):
            project = member.project
            if project is not None and not member.faults and (bare := bare_project(project).known):
                found[bare].append((grant, member))
        return found

    @cached_property
    def _node_selectors(self) -> list[Workload]:
        return [one for one in self._store.every(Workload) if one.node_labels and one.node_pool is None]

    @cached_property
    def _pinned(self) -> dict[str | None, list[Workload]]:
        pinned = (workload for workload in self._store.every(Workload) if workload.node_pool is not None)
        return grouped(pinned, lambda workload: workload.node_pool.known if workload.node_pool else None)

    @cached_property
    def _node_accounts(self) -> frozenset[tuple[str, ...]]:
        accounts = [pool.account for pool in self._store.every(NodePool)]
        accounts += [account for cluster in self._store.every(Cluster) for account in cluster.provisioned]
        return frozenset(bare_email(account).key for account in accounts if account is not None)

    def is_of_nodes(self, email: Text) -> bool:
        """Whether a Google service account is that of some nodes."""
        return bare_email(email).key in self._node_accounts

    def node_pools_of(self, cluster: Cluster) -> list[NodePool]:
        """The node pools that are declared for a cluster, its default pool included."""
        by_name = self._pools.get((cluster.unit, cluster.name.key), {})
        by_address = self._pools.get((cluster.unit, cluster.address), {})
        return [pool for _, pool in sorted({**by_name, **by_address}.items(), key=lambda found: found[0])]

    @cached_property
    def _members(self) -> dict[Unit, _ByProject[tuple[Grant, WorkloadMember, Text | None]]]:
        """The grants to workloads that each unit makes, by the project of their pool."""
        found: dict[Unit, _ByProject[tuple[Grant, WorkloadMember, Text | None]]] = defaultdict(_ByProject)
        for grant in self._store.every(Grant):
            member = grant.member
            if isinstance(member, WorkloadMember) and not member.faults:
                project = member.project
                found[grant.unit].add(project, (grant, member, project))
        return found

    def identities_of(self, cluster: Cluster) -> Iterator[tuple[Grant, WorkloadMember]]:
        """The grants to workloads that are meant for a cluster: of its project's pool."""
        if cluster.unit in self._members:
            for grant, member, project in self._members[cluster.unit].around(cluster.project):
                if project is None or same_project(cluster.project, project) is not Match.DIFFERENT:
                    yield grant, member
        if cluster.project_id.known is None:
            return
        for grant, member in weighed(self._by_pool_project.get(cluster.project_id.known, [])):
            if grant.unit != cluster.unit:
                yield grant, member

    @cached_property
    def only(self) -> Cluster | None:
        """The one cluster that is declared anywhere: declared for several environments, it is not one."""
        places = {cluster.at.order for cluster in self._store.every(Cluster)}
        projects = {cluster.project_id.key for cluster in self._store.every(Cluster)}
        return self._store.every(Cluster)[0] if len(places) == len(projects) == 1 else None

    @property
    def dataplane_v2(self) -> bool | None:
        """Whether every cluster that is declared runs Dataplane V2; nothing where they differ."""
        found = {cluster.dataplane_v2 for cluster in self._store.every(Cluster)}
        return found.pop() if len(found) == 1 else None

    @property
    def ignores_policies(self) -> bool:
        """Whether clusters are declared, and none of them enforces network policies."""
        return bool(self._store.every(Cluster)) and all(
            cluster.enforces is False for cluster in self._store.every(Cluster)
        )

    @cached_property
    def _services(self) -> dict[tuple[Unit, tuple[str, ...]], list[EnabledService]]:
        return grouped(self._store.every(EnabledService), lambda service: (service.unit, service.project.key))

    def services_in(self, unit: Unit, project: Text) -> Mapping[str, EnabledService] | None:
        """The APIs that a unit enables in a project, by name; nothing where one of them is not known."""
        key = unit, project.key
        if key not in self._enabled:
            services = self._services.get(key, [])
            names = {one.service.known: one for one in services if one.service.known is not None}
            is_whole = all(one.service.known is not None for one in services)
            self._enabled[key] = names if is_whole else None
        return self._enabled[key]

    @cached_property
    def _enabled(self) -> dict[tuple[Unit, tuple[str, ...]], Mapping[str, EnabledService] | None]:
        return {}

    @cached_property
    def _by_project(self) -> _ByProject[Cluster]:
        return _ByProject((one.project, one) for one in self._store.every(Cluster))

    @cached_property
    def _of_unit_by_project(self) -> dict[Unit, _ByProject[Cluster]]:
        return {
            unit: _ByProject((one.project, one) for one in clusters)
            for unit, clusters in self.by_unit.items()
        }

    def maybe_in(self, project: Text, unit: Unit | None = None) -> Iterator[Cluster]:
        """The clusters, of one unit or of all, that may be in a project."""
        index = self._by_project if unit is None else self._of_unit_by_project.get(unit)
        found = index.around(project) if index is not None else ()
        return (one for one in found if same_project(one.project, project) is not Match.DIFFERENT)

    def has_rival(self, cluster: Cluster) -> bool:
        """Whether another cluster may be the one that a binding of this project is meant for."""
        own = self.maybe_in(cluster.project, cluster.unit)
        project = cluster.project_id.known
        elsewhere = self._clusters_by_project.get(project, []) if project is not None else []
        others = chain(own, (one for one in elsewhere if one.unit != cluster.unit))
        return any(
            other is not cluster and same_project(other.project, cluster.project) is not Match.DIFFERENT
            for other in others
        )

    def sent_to(self, unit: Unit) -> list[tuple[DeployedTo, Cluster]]:
        """The clusters that a unit is surely deployed to, each with what says so."""
        found: list[tuple[DeployedTo, Cluster]] = []
        for one in self._sent.get(unit, []):
            named = weighed(self._named.get(one.cluster.known, [])) if one.cluster.known else []
            own = self._deployments.of_environment(unit, named, lambda cluster: cluster.unit)
            own = own or [each for each in named if not self._deployments.are_apart(each.unit, unit)]
            found += [(one, own[0])] if len(own) == 1 else []
        return found

    @cached_property
    def _sent(self) -> dict[Unit, list[DeployedTo]]:
        return grouped(self._store.every(DeployedTo), lambda one: one.unit)

    @cached_property
    def _named(self) -> dict[str | None, list[Cluster]]:
        return grouped(self._store.every(Cluster), lambda cluster: cluster.name.known)

    def workloads_on(self, pool: NodePool) -> list[Workload]:
        """The workloads that surely run on a node pool: they name it, or labels that its nodes alone have."""
        named = weighed(self._pinned.get(pool.name.known, [])) if pool.name.known is not None else []
        own = [one for one in named if pool in self._called(pool.name.known or "", one.unit)]
        if not pool.labels:
            return own
        return [*own, *self._selecting.get(pool, ())]

    def _called(self, name: str, unit: Unit) -> list[NodePool]:
        """The node pools of a name that a unit may mean: those of its environment, where some are."""
        if (name, unit) not in self._meant:
            found = weighed(self._by_name.get(name, []))
            self._meant[name, unit] = self._of_environment(unit, found)
        return self._meant[name, unit]

    def _of_environment(self, unit: Unit, pools: list[NodePool]) -> list[NodePool]:
        """The node pools that a unit means: those of its environment; where that has no cluster, of none."""
        own = self._deployments.of_environment(unit, pools, lambda one: one.unit)
        if own or self._has_clusters(unit):
            return own
        return [one for one in pools if not self._deployments.are_apart(one.unit, unit)]

    def _has_clusters(self, unit: Unit) -> bool:
        """Whether the environment of a unit has a cluster of its own among what is declared."""
        if unit not in self._own:
            every = self._store.every(Cluster)
            self._own[unit] = bool(self._deployments.of_environment(unit, every, lambda one: one.unit))
        return self._own[unit]

    @cached_property
    def _own(self) -> dict[Unit, bool]:
        return {}

    @cached_property
    def _by_name(self) -> dict[str | None, list[NodePool]]:
        return grouped(self._store.every(NodePool), lambda pool: pool.name.known)

    @cached_property
    def _meant(self) -> dict[tuple[str, Unit], list[NodePool]]:
        return {}

    @cached_property
    def _selecting(self) -> dict[NodePool, list[Workload]]:
        """The workloads that ask for labels which the nodes of one pool alone have."""
        labelled: dict[tuple[str, tuple[str, ...]], list[NodePool]] = defaultdict(list)
        for pool in self._store.every(NodePool):
            for key, value in pool.labels.items():
                labelled[key, value.key].append(pool)
        found: dict[NodePool, list[Workload]] = defaultdict(list)
        for workload in self._node_selectors:
            wanted = (labelled.get((key, one.key), []) for key, one in workload.node_labels.items())
            fitting = [pool for pool in weighed(min(wanted, key=len)) if _carries(pool, workload)]
            own = self._of_environment(workload.unit, fitting)
            if len(own) == 1:
                found[own[0]].append(workload)
        return found


def _carries(pool: NodePool, workload: Workload) -> bool:
    """Whether a node pool's own labels meet all that a workload asks of its nodes."""
    return all(
        key in pool.labels and compare(pool.labels[key], wanted) is Match.SAME
        for key, wanted in workload.node_labels.items()
    )


class _ByProject(Generic[T]):
    """Things by their project's bare id; any may be in one that is not known."""

    def __init__(self, rows: Iterable[tuple[Text | None, T]] = ()) -> None:
        self._every: list[T] = []
        self._around: dict[str, list[T]] = {}
        self._places: dict[str | None, list[int]] = defaultdict(list)
        for project, thing in rows:
            self.add(project, thing)

    def add(self, project: Text | None, thing: T) -> None:
        self._places[_bare(project)].append(len(self._every))
        self._every.append(thing)

    def around(self, project: Text) -> list[T]:
        """Those whose project may be this one, in their order."""
        bare = _bare(project)
        if bare is None:
            return weighed(self._every)
        if bare not in self._around:
            places = sorted((*self._places.get(bare, ()), *self._places.get(None, ())))
            self._around[bare] = [self._every[place] for place in places]
        return weighed(self._around[bare])


def _bare(project: Text | None) -> str | None:
    return bare_project(project).known if project is not None else None


_Named = str | tuple[str, ...]
"""An address of a resource, or a name, as its key."""


def _cluster_of(pool: NodePool) -> Iterator[_Named]:
    """What names the cluster of a node pool: its name, the end of its id, or its address."""
    if pool.is_default:
        yield pool.address
        return
    tail = pool.cluster.rsplit("/")
    yield (tail[1] if tail else pool.cluster).key
    yield from (hole.of.address for hole in pool.cluster.holes if hole.of is not None)
