import re
from collections.abc import Iterator

from wi_lint import (
    Cluster,
    Edit,
    Finding,
    Fix,
    Graph,
    Link,
    Match,
    Severity,
    Span,
    Step,
    Text,
    called,
    comes_from,
    has_label_in_front,
    name_beside,
    pool_faults,
    pool_project,
    provenance,
    rewrite,
    rule,
    same_project,
)


@rule("WI303", Severity.ERROR, link=Link.POOL)
def wrong_workload_pool(graph: Graph) -> Iterator[Finding]:
    """The workload pool of a cluster is not its own project's."""
    yield from _two_of_one_project(graph)
    for cluster in graph.every(Cluster):
        if cluster.pool is None:
            continue
        at, says = _mistake(graph, cluster)
        if not says:
            continue
        right = cluster.own_pool
        used = cluster.pool.at
        yield Finding(
            cluster,
            at or used,
            f"the cluster {called(cluster)} {says}: a cluster takes '{right}' and no other pool",
            because=_origin(cluster.pool, at or used),
            fix=Fix("use the pool of the cluster's own project", _edits(graph, cluster, used, right), right),
        )


def _edits(graph: Graph, cluster: Cluster, used: Span, right: str) -> tuple[Edit, ...]:
    """The edit of the whole argument, where the project is known and so is how its file writes a text."""
    if cluster.project.known is None or cluster.pool is None:
        return ()
    if used.path.endswith((".tf", ".tofu")):  # an expression, of whatever kind
        name = name_beside(cluster.project, cluster.at)
        if name and right == f"{cluster.project}.svc.id.goog":
            right = f"${{{name}}}.svc.id.goog"
        elif graph.beside.is_shared(cluster):
            return ()  # another project's, where it is made for that
        return (Edit(used, f'"{right}"'),) if _EXPRESSION.fullmatch(used.text) else ()
    return rewrite(cluster.pool, used, right) if not graph.beside.is_shared(cluster) else ()


_EXPRESSION = re.compile(r'"[^"\n]*"|[A-Za-z_][\w.\[\]"-]*')


def _origin(pool: Text, at: Span) -> tuple[Step, ...]:
    """Where the project in a pool comes from, that was told at a place."""
    project = pool_project(pool)
    steps = provenance(pool, at, "the pool is put together here")
    return (*steps, *comes_from(project, at)) if project is not None and at == project.here else steps


def _two_of_one_project(graph: Graph) -> Iterator[Finding]:
    """Clusters of one project that nobody knows, with two pools: one of them is another project's."""
    first: dict[tuple[object, ...], Cluster] = {}
    for cluster in graph.every(Cluster):
        project = pool_project(cluster.pool) if cluster.pool is not None else None
        if project is None or project.known is None or cluster.project.known is not None:
            continue
        other = first.setdefault((cluster.unit, cluster.project.key), cluster)
        assert cluster.pool is not None
        if other.pool is not None and other.pool.known != cluster.pool.known:
            yield Finding(
                cluster,
                project.origin,
                f"the cluster {called(cluster)} has the pool '{cluster.pool}', and {called(other)} of the "
                f"same project has '{other.pool}': a cluster takes its own project's, so one is wrong",
                because=(Step(other.pool.at, "the other pool"),),
                fix=Fix("give both the pool of their project"),
            )


def _mistake(graph: Graph, cluster: Cluster) -> tuple[Span | None, str]:
    assert cluster.pool is not None
    project = pool_project(cluster.pool)
    own = cluster.project.known
    if project is not None and own is not None and same_project(project, cluster.project) is Match.SAME:
        if has_label_in_front(project):
            return project.origin, f"has the pool '{cluster.pool}', with the universe in front of the project"
        return None, ""  # a project's name is not judged here
    if project is not None and project.known == "" and own is None:
        return None, ""  # neither is filled in so far
    faults = pool_faults(cluster.pool)
    if faults:
        return faults[0].at, faults[0].says
    if project is not None and project.known is not None and own is not None and project.known != own:
        if graph.declared.allows_pool(project.known):
            return None, ""
        return project.here, f"is in the project '{own}' and names the pool of '{project.known}'"
    return None, ""
