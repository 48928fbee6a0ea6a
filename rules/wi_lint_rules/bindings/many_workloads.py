from collections import defaultdict
from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Grant,
    Graph,
    Severity,
    WorkloadSet,
    rule,
)


@rule("WI217", Severity.NOTE)
def many_workloads(graph: Graph) -> Iterator[Finding]:
    """A role is given to every workload of a namespace, a cluster or a pool at once."""
    places: dict[object, list[Grant]] = defaultdict(list)
    for grant in graph.every(Grant):
        member = grant.member
        is_reported = (
            isinstance(member, WorkloadSet) and member.scope == "pool" and grant.target.email is not None
        )
        if isinstance(member, WorkloadSet) and not member.faults and not is_reported:  # as WI214
            places[grant.member_text.at.order].append(grant)
    for grants in places.values():
        yield _finding(grants[0], len({str(grant.role) for grant in grants}) - 1)


def _finding(grant: Grant, more: int) -> Finding:
    member = grant.member
    assert isinstance(member, WorkloadSet)
    who = f"the namespace {member.namespace}" if member.scope == "namespace" else f"the {member.scope}"
    roles = f"{grant.role} and {more} more" if more else f"{grant.role}"
    return Finding(
        grant,
        grant.member_text.at.one_line,
        f"every workload of {who}, those of tomorrow too, is given {roles}",
        fix=Fix("name the one account that needs it: principal://.../subject/ns/NAMESPACE/sa/ACCOUNT"),
    )
