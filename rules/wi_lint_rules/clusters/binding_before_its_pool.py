from collections.abc import Iterator

from wi_lint import (
    Cluster,
    Finding,
    Fix,
    Grant,
    Graph,
    Link,
    Match,
    Severity,
    Step,
    Unit,
    WorkloadMember,
    called,
    rule,
    same_project,
)
from wi_lint_rules.shared.addresses import outermost, own_name, seen_from


@rule("WI311", Severity.WARNING, link=Link.POOL)
def binding_before_its_pool(graph: Graph) -> Iterator[Finding]:
    """A binding may be made before the cluster that makes its workload pool."""
    reported: set[Unit] = set()
    places: set[object] = set()  # a module that several roots call is one place
    for grant in graph.every(Grant):
        if grant.waits or grant.unit in reported or not isinstance(grant.member, WorkloadMember):
            continue
        cluster = _maker(graph, grant, grant.member)
        if cluster is not None:
            reported.add(grant.unit)
            if grant.member_text.at.order in places:
                continue
            places.add(grant.member_text.at.order)
            says, fix = _in_script(cluster) if grant.unit.kind == "script" else _in_terraform(grant, cluster)
            yield Finding(
                grant,
                grant.member_text.at,
                says,
                because=(Step(cluster.at, "the pool is made with this cluster"),),
                fix=fix,
            )


def _in_terraform(grant: Grant, cluster: Cluster) -> tuple[str, Fix]:
    says = (
        f"nothing makes Terraform wait for the cluster {called(cluster)}, whose pool this "
        "member is in: where the project has no pool yet, the first apply likely fails"
    )
    if outermost(cluster.address, grant.address) in grant.before:
        part = outermost(grant.address, cluster.address)
        return says, Fix(f"take the binding out of {part}, which the cluster itself waits for")
    target, call = seen_from(grant.address, cluster.address)
    title = (
        f"let the call of {call} wait for it" if call else "take the pool from the cluster, or wait for it"
    )
    return says, Fix(title, copy=f"depends_on = [{target}]")


def _in_script(cluster: Cluster) -> tuple[str, Fix]:
    says = (
        f"the cluster {called(cluster)}, whose pool this member is in, is made further down: where the "
        "project has no pool yet, IAM refuses the member"
    )
    return says, Fix("make the cluster first")


def _maker(graph: Graph, grant: Grant, member: WorkloadMember) -> Cluster | None:
    """The cluster of the same root module that makes the pool of a member."""
    if member.faults or member.project is None:
        return None
    maker: Cluster | None = None
    for cluster in graph.clusters.maybe_in(member.project, grant.unit):
        same = same_project(cluster.project, member.project)
        if same is not Match.DIFFERENT and own_name(cluster.address).startswith("data."):
            return None  # another cluster of the project is there already, and made the pool
        if same is not Match.SAME:
            continue
        if maker is None and (cluster.pool is not None or cluster.autopilot):
            maker = cluster
    return maker
