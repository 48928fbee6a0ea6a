import posixpath
from collections.abc import Iterator

from wi_lint import (
    Cluster,
    Edit,
    Finding,
    Fix,
    Graph,
    Link,
    Severity,
    Span,
    Step,
    Undecided,
    block_inside,
    called,
    is_plain,
    name_beside,
    rule,
)


@rule("WI301", Severity.ERROR, link=Link.POOL)
def cluster_without_workload_pool(graph: Graph) -> Iterator[Finding]:
    """Workloads are bound to identities, and their cluster has no workload pool."""
    for cluster in graph.every(Cluster):
        if cluster.autopilot or cluster.pool is not None or graph.clusters.has_rival(cluster):
            continue
        for grant, member in graph.clusters.identities_of(cluster):
            yield Finding(
                cluster,
                cluster.off or cluster.at,
                f"the cluster {called(cluster)} has no workload pool, so {member.subject} gets the "
                "node's service account instead of its identity",
                because=(Step(grant.member_text.at, "this workload is to act as an identity"),),
                fix=enable(graph, cluster),
                doubt=Undecided(cluster.open) if cluster.open else None,
            )
            break


def enable(graph: Graph, cluster: Cluster) -> Fix:
    """What turns Workload Identity on, in the language that the cluster is written in."""
    written = {
        "terraform": f'workload_identity_config {{\n  workload_pool = "{cluster.own_pool}"\n}}',
        "script": f"--workload-pool={cluster.own_pool}",
        "document": f"--workload-pool={cluster.own_pool}",
    }
    return Fix(
        "give the cluster its project's pool; node pools that exist already need GKE_METADATA too",
        _block(graph, cluster) or _flag(cluster),
        written.get(cluster.unit.kind, f"workloadIdentityConfig:\n  workloadPool: {cluster.own_pool}"),
    )


def _block(graph: Graph, cluster: Cluster) -> tuple[Edit, ...]:
    """The block in a cluster of Terraform's own resource, with its project as it is written there."""
    is_resource = cluster.at.text.startswith('resource "google_container_cluster"')
    is_known = cluster.project.known is not None and is_plain(cluster.own_pool)
    if not is_resource or cluster.off is not None or cluster.empty or not is_known:
        return ()
    pool = _as_beside(graph, cluster) or _by_project(cluster)
    if graph.beside.is_shared(cluster) and "${" not in pool:
        return ()  # another project's, where it is made for that
    return block_inside(cluster.at, ["workload_identity_config {", f"  workload_pool = {pool}", "}"])


def _flag(cluster: Cluster) -> tuple[Edit, ...]:
    """The flag behind the name in a command of a script, with the project as it is called there."""
    at = cluster.at
    if cluster.off is not None or not at.path.endswith((".sh", ".bash")) or cluster.project.known is None:
        return ()
    if at.text != cluster.name.known or cluster.own_pool != f"{cluster.project}.svc.id.goog":
        return ()
    name = name_beside(cluster.project, at)
    if not name and not is_plain(cluster.project.known):
        return ()
    project = f"${{{name}}}" if name else cluster.project.known
    return (Edit(Span(at.source, at.end, at.end), f' --workload-pool="{project}.svc.id.goog"'),)


def _as_beside(graph: Graph, cluster: Cluster) -> str:
    """The pool as a cluster of the same project writes it in the same folder."""
    folder = posixpath.dirname(cluster.at.path)
    for one in graph.clusters.by_unit.get(cluster.unit, ()):
        pool = one.pool
        if pool is not None and pool.known == cluster.own_pool and posixpath.dirname(pool.at.path) == folder:
            return pool.at.text if "each." not in pool.at.text else ""
    return ""


def _by_project(cluster: Cluster) -> str:
    name = name_beside(cluster.project, cluster.at)
    is_usual = cluster.own_pool == f"{cluster.project}.svc.id.goog"
    return f'"${{{name}}}.svc.id.goog"' if name and is_usual else f'"{cluster.own_pool}"'
