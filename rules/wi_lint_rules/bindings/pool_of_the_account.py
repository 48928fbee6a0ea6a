import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from wi_lint import (
    Answer,
    Cluster,
    Finding,
    Fix,
    FleetMembership,
    Found,
    Grant,
    Graph,
    Hole,
    KubernetesAccount,
    Link,
    Literal,
    Match,
    Severity,
    Step,
    Text,
    Unit,
    WorkloadMember,
    compare,
    distance,
    provenance,
    rule,
    same_email,
    same_project,
)
from wi_lint_rules.shared.ends import pool_edits

MAX_SLIPS = 2
"""Most letters in which a slip for a project differs from it."""


@rule("WI212", Severity.WARNING, link=Link.BINDING)
def pool_of_the_account(graph: Graph) -> Iterator[Finding]:
    """A member names the pool of the Google service account's project, or a slip for the cluster's."""
    for grant in graph.every(Grant):
        stuck = _stuck(grant)
        if stuck is not None:
            yield _of_letters(grant, stuck)
    members = _members(graph)
    right: dict[str, set[tuple[object, str]]] = {}
    for unit, granted in members.items():
        cluster = _only_cluster(graph, unit)
        if cluster is None or cluster.project.known is None:
            continue
        own = cluster.project.known
        if own not in right:
            right[own] = _bound_right(members, cluster)
        for grant, member in granted:
            if (_target(grant), member.subject) in right[own]:
                continue  # it is bound for the cluster's pool too
            if _is_suspect(graph, grant, member, cluster):
                yield _finding(graph, grant, member, cluster)


def _members(graph: Graph) -> dict[Unit, list[tuple[Grant, WorkloadMember]]]:
    """The grants to workloads whose pool's project is written, by unit."""
    found: dict[Unit, list[tuple[Grant, WorkloadMember]]] = defaultdict(list)
    for grant in graph.every(Grant):
        member = grant.member
        if isinstance(member, WorkloadMember) and not member.faults and member.project is not None:
            found[grant.unit].append((grant, member))
    return found


def _only_cluster(graph: Graph, unit: Unit) -> Cluster | None:
    """The one cluster of all; where one is declared for several environments, that of the unit's own."""
    clusters = graph.every(Cluster)
    if graph.clusters.only is not None or len({one.at.order for one in clusters}) != 1:
        return graph.clusters.only
    own = graph.deployments.of_environment(unit, clusters, lambda one: one.unit)
    return own[0] if len(own) == 1 else None


def _stuck(grant: Grant) -> Text | None:
    """The project in a member, where it is that of the account with a letter or two right behind it."""
    member, own = grant.member, grant.email.project if grant.email else None
    project = member.project if isinstance(member, WorkloadMember) and not member.faults else None
    if project is None or own is None or len(project.parts) != len(own.parts) + 1:
        return None
    same = all(map(_is_one, own.parts, project.parts))
    last = project.parts[-1]
    is_slip = isinstance(last, Literal) and re.fullmatch(r"[a-z0-9]{1,2}", last.text) is not None
    return project if same and is_slip else None


def _is_one(part: Literal | Hole, other: Literal | Hole) -> bool:
    """Whether two parts of texts are one thing: written once, or what one name stands for."""
    if isinstance(part, Hole) or isinstance(other, Hole):
        return isinstance(part, Hole) and isinstance(other, Hole) and part.name == other.name
    return part.at == other.at


def _of_letters(grant: Grant, project: Text) -> Finding:
    own = grant.email.project if grant.email else None
    return Finding(
        grant,
        project.parts[-1].at.one_line,
        f"the member names the pool of '{project}', and what it is granted on is in '{own}': likely "
        f"'{project.parts[-1].at.text}' stands there by a slip",
        because=provenance(project, project.parts[-1].at, "the member is put together here"),
        fix=Fix("name the pool of the cluster's project"),
    )


def _is_suspect(graph: Graph, grant: Grant, member: WorkloadMember, cluster: Cluster) -> bool:
    project, own = member.project, grant.email.project if grant.email else None
    if project is None or project.known is None or same_project(cluster.project, project) is Match.SAME:
        return False
    if graph.deployments.are_apart(cluster.unit, grant.unit):
        return False
    answer = graph.ksas.of_member(member, grant.unit)
    if not (
        _is_own(project, own)
        or _is_slip(graph, project.known, cluster.project_id.known or "")
        or (
            cluster.unit == grant.unit
            and _is_used_here(grant, answer)
            and not _are_numbered(project.known, cluster.project_id.known or "")
        )
    ):
        return False
    if graph.declared.allows_pool(project.known) or graph.every(FleetMembership):
        return False
    return isinstance(answer, Found)


def _is_used_here(grant: Grant, answer: Answer[KubernetesAccount]) -> bool:
    """Whether the very account is declared here, and annotated with what it is bound to."""
    google = answer.fact.google if isinstance(answer, Found) else None
    return (
        google is not None
        and grant.target.email is not None
        and same_email(grant.target.email, google) is Match.SAME
    )


def _bound_right(
    members: dict[Unit, list[tuple[Grant, WorkloadMember]]], cluster: Cluster
) -> set[tuple[object, str]]:
    """What is bound in the cluster's own pool: Google service accounts, and the workloads."""
    return {
        (_target(grant), member.subject)
        for grant, member in chain.from_iterable(members.values())
        if member.project is not None and same_project(member.project, cluster.project) is Match.SAME
    }


def _target(grant: Grant) -> object:
    return grant.target.email.key if grant.target.email is not None else None


def _is_own(project: Text, own: Text | None) -> bool:
    return own is not None and compare(project, own) is Match.SAME


def _is_slip(graph: Graph, project: str, meant: str) -> bool:
    """Whether a project is nearly the cluster's, and that of nothing that is declared."""
    if ":" not in project and project.partition(".")[0] == meant:
        return True  # they differ in the label of a universe alone
    if _are_numbered(project, meant):
        return False
    return distance(project, meant) <= MAX_SLIPS and not graph.trust.knows_project(project)


def _are_numbered(project: str, other: str) -> bool:
    """Whether two projects differ in their numbers alone: they are two on purpose."""
    return re.sub(r"[0-9]+", "", project) == re.sub(r"[0-9]+", "", other)


def _finding(graph: Graph, grant: Grant, member: WorkloadMember, cluster: Cluster) -> Finding:
    project = member.project
    assert project is not None
    account = graph.ksas.of_member(member, grant.unit)
    declared = (Step(account.fact.at, "the account is declared here"),) if isinstance(account, Found) else ()
    return Finding(
        grant,
        project.origin,
        f"{member.subject} is named in the pool of '{project}', and the only cluster here is in "
        f"'{cluster.project}': likely the pool is to be the cluster's",
        because=(
            *provenance(project, project.origin, "the member is put together here"),
            *declared,
            Step(cluster.at, f"the cluster, whose pool is '{cluster.own_pool}'"),
        ),
        fix=Fix(
            "name the cluster's pool",
            pool_edits(graph, grant, project, cluster),
            f"serviceAccount:{cluster.own_pool}[{member.subject}]",
        ),
    )
