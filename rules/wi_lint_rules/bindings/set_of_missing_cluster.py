from collections.abc import Iterator

from wi_lint import (
    Cluster,
    ClusterPath,
    Finding,
    Fix,
    FleetMembership,
    Grant,
    Graph,
    Link,
    Match,
    Severity,
    Step,
    Text,
    WorkloadSet,
    called,
    compare,
    distance,
    pool_project,
    provenance,
    rewrite,
    rule,
)

MAX_SLIPS = 2
"""Most letters in which a slip for a cluster's name differs from it."""


@rule("WI228", Severity.WARNING, link=Link.BINDING)
def set_of_missing_cluster(graph: Graph) -> Iterator[Finding]:
    """A set of workloads names a cluster that is declared otherwise, or of another project than its pool."""
    for grant in graph.every(Grant):
        member = grant.member
        if not isinstance(member, WorkloadSet) or member.cluster is None or member.faults:
            continue
        found = _of_other_project(graph, grant, member) or _slip(graph, grant, member.cluster)
        if found is not None:
            yield found


def _of_other_project(graph: Graph, grant: Grant, member: WorkloadSet) -> Finding | None:
    """The cluster is none of the pool's project, and no fleet explains it."""
    path, pool = member.cluster, pool_project(member.pool) if member.pool is not None else None
    if path is None or pool is None or compare(path.project, pool) is not Match.DIFFERENT:
        return None
    if graph.every(FleetMembership):
        return None  # the pool may be the fleet's
    return Finding(
        grant,
        path.project.origin,
        f"the member is in the pool of '{pool}', and means the workloads of a cluster of '{path.project}', "
        "whose pool is another one",
        because=provenance(grant.member_text, path.project.origin, "the member is put together here"),
        fix=Fix(f"name the cluster's project, or the pool of '{path.project}'"),
    )


def _slip(graph: Graph, grant: Grant, path: ClusterPath) -> Finding | None:
    """The cluster is nearly one that is declared, where none is declared that it may be."""
    clusters = graph.every(Cluster)
    if any(_may_be(path, one) for one in clusters):
        return None
    for cluster in clusters:
        wrong = _wrong(path, cluster)
        if wrong is not None:
            return _finding(grant, cluster, *wrong)
    return None


def _may_be(path: ClusterPath, cluster: Cluster) -> bool:
    pairs = ((path.name, cluster.name), (path.location, cluster.location), (path.project, cluster.project_id))
    return all(one is None or compare(named, one) is not Match.DIFFERENT for named, one in pairs)


def _wrong(path: ClusterPath, cluster: Cluster) -> tuple[str, Text, Text] | None:
    """What differs from a cluster that is surely meant: the name by a slip, or the location."""
    if compare(path.project, cluster.project_id) is not Match.SAME or cluster.location is None:
        return None
    is_there = compare(path.location, cluster.location) is Match.SAME
    if compare(path.name, cluster.name) is Match.SAME:
        return "location", path.location, cluster.location
    named, own = path.name.known, cluster.name.known
    is_near = named is not None and own is not None and distance(named, own) <= MAX_SLIPS
    return ("name", path.name, cluster.name) if is_there and is_near else None


def _finding(grant: Grant, cluster: Cluster, what: str, written: Text, right: Text) -> Finding:
    at = written.origin
    return Finding(
        grant,
        at,
        f"no cluster of the {what} '{written}' is declared, and the cluster {called(cluster)} has "
        f"'{right}': likely that one is meant",
        because=(
            *provenance(grant.member_text, at, "the member is put together here"),
            Step(right.origin, f"the {what} of the cluster"),
        ),
        fix=Fix(f"write '{right}'", rewrite(written, at, right.known), str(right)),
    )
