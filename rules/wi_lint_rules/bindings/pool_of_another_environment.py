from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from wi_lint import (
    Cluster,
    Finding,
    Fix,
    Grant,
    Graph,
    Link,
    Match,
    Severity,
    Span,
    Step,
    Text,
    Unit,
    WorkloadMember,
    pool_project,
    provenance,
    rule,
    same_project,
    weigh,
)


@rule("WI225", Severity.WARNING, link=Link.POOL)
def pool_of_another_environment(graph: Graph) -> Iterator[Finding]:
    """A member is in the pool of another environment's cluster, or in one that its siblings are not in."""
    own = _own_clusters(graph)
    siblings = _siblings(graph, own)
    places: set[object] = set()
    for grant, member, project in _members(graph):
        cluster = own[grant.unit]
        if cluster is None or same_project(_project(cluster), project) is not Match.DIFFERENT:
            continue
        beside = [*siblings[grant.address], *siblings[member.subject]]
        if any(one.unit == grant.unit and one.is_home for one in beside) or project.origin.order in places:
            continue
        if any(one.unit != grant.unit and one.project == project.known for one in beside if not one.is_home):
            continue  # several environments let it in
        # copied from there, its own grant to the same workload stands there still
        is_there = any(one.is_home and one.project == project.known for one in siblings[member.subject])
        why = _of_another(graph, grant, member, project) if is_there else None
        why = why or _unlike(graph, grant, beside)
        if why is not None:
            places.add(project.origin.order)
            yield _finding(grant, member, project, cluster, why)


def _members(graph: Graph) -> Iterator[tuple[Grant, WorkloadMember, Text]]:
    """The members that name one workload, with the project of their pool, where that is known."""
    for grant in graph.every(Grant):
        member = grant.member
        if isinstance(member, WorkloadMember) and not member.faults and member.project is not None:
            is_of_fleet = member.pool is not None and member.pool.holds(".hub.id.goog")
            if member.project.known is not None and not is_of_fleet:
                yield grant, member, member.project


def _own_clusters(graph: Graph) -> dict[Unit, Cluster | None]:
    """A cluster of each unit's own environment; nothing where its clusters are of several projects."""
    clusters = [one for one in graph.every(Cluster) if one.pool is not None or one.autopilot]
    found: dict[Unit, Cluster | None] = {}
    for unit in {grant.unit for grant, _, _ in _members(graph)} if clusters else ():
        weigh(steps=1 + len(clusters) // 8)
        own = graph.deployments.of_environment(unit, clusters, lambda one: one.unit)
        projects = {_project(one).known for one in own}
        found[unit] = own[0] if len(projects) == 1 and None not in projects else None
    return defaultdict(lambda: None, found)


def _project(cluster: Cluster) -> Text:
    """The project of a cluster: its own, or that of its pool where only that is written."""
    named = pool_project(cluster.pool) if cluster.pool is not None else None
    return cluster.project_id if cluster.project_id.known is not None or named is None else named


class Sibling(NamedTuple):
    """A member of a unit, the project of its pool, and whether that is its own cluster's."""

    unit: Unit
    project: str | None
    is_home: bool
    at: Span


def _siblings(graph: Graph, own: dict[Unit, Cluster | None]) -> dict[str, list[Sibling]]:
    """The first members of units, by their addresses and by the workloads that they name."""
    found: dict[str, list[Sibling]] = defaultdict(list)
    for grant, member, project in _members(graph):
        cluster = own[grant.unit]
        is_home = cluster is not None and same_project(_project(cluster), project) is Match.SAME
        for key in (grant.address, member.subject):
            if len(found[key]) < _MOST:
                found[key].append(Sibling(grant.unit, project.known, is_home, grant.member_text.at))
    return found


_MOST = 50
"""Members that are called alike, and are compared."""


def _of_another(graph: Graph, grant: Grant, member: WorkloadMember, project: Text) -> tuple[str, Step] | None:
    """The cluster whose pool it is, where all clusters of it are of other environments."""
    of = list(graph.clusters.maybe_in(project))
    if not of or not all(graph.deployments.are_two_stages(one.unit, grant.unit) for one in of):
        return None
    if _is_let_in(graph, grant, member, of[0].unit):
        return None
    return f"the pool of {of[0].unit.title}", Step(of[0].at, "the cluster of the other environment")


def _is_let_in(graph: Graph, grant: Grant, member: WorkloadMember, there: Unit) -> bool:
    """Whether the workload is the other environment's, which acts as this one's account on purpose."""
    deployments = graph.deployments
    email = grant.target.email
    annotated = graph.grants.annotated_with(email) if email is not None else []
    if deployments.of_environment(there, annotated, lambda one: one.unit):
        return True
    if member.namespace is None or member.account is None:
        return False
    declared = graph.ksas.declared(member.namespace, member.account)
    return bool(deployments.of_environment(there, declared, lambda one: one.unit)) and not (
        deployments.of_environment(grant.unit, declared, lambda one: one.unit)
    )


_SHOWN = 2
"""Other environments whose members are in the pools of their own clusters."""


def _unlike(graph: Graph, grant: Grant, beside: list[Sibling]) -> tuple[str, Step] | None:
    """A sibling of another environment that is in the pool of its own cluster, as all of them are."""
    by_unit = {one.unit: one for one in beside if one.is_home}
    by_unit |= {one.unit: one for one in beside if not one.is_home}
    weigh(steps=1 + len(by_unit))
    others = [one for unit, one in by_unit.items() if graph.deployments.are_two_stages(unit, grant.unit)]
    if len(others) < _SHOWN or not all(one.is_home for one in others):
        return None
    says = f"which is not its cluster's, as {others[0].unit.title} has it"
    return says, Step(others[0].at, "there it is in the pool of its own cluster")


def _finding(
    grant: Grant, member: WorkloadMember, project: Text, own: Cluster, why: tuple[str, Step]
) -> Finding:
    says, step = why
    return Finding(
        grant,
        project.origin.one_line,
        f"{member.subject} of {grant.unit.title} is named in the pool of '{project}', {says}: likely "
        f"that of '{_project(own)}' is meant",
        because=(
            *provenance(grant.member_text, project.origin, "the member is put together here"),
            Step(own.at, f"the cluster of its own environment, whose pool is '{own.own_pool}'"),
            step,
        ),
        fix=Fix("name the pool of its own cluster", copy=own.own_pool),
    )
