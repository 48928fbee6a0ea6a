from collections.abc import Iterator

from wi_lint import Finding, Fix, Graph, Severity, WorkloadSet, rule


@rule("WI217", Severity.NOTE)
def many_workloads(graph: Graph) -> Iterator[Finding]:
    """A role is given to every workload of a namespace, a cluster or a pool at once."""
    for grant in graph.grants:
        member = grant.member
        if not isinstance(member, WorkloadSet) or member.faults:
            continue
        if member.scope == "pool" and grant.target.email is not None:
            continue  # WI214 tells of it
        who = f"the namespace {member.namespace}" if member.scope == "namespace" else f"the {member.scope}"
        yield Finding(
            grant,
            grant.member_text.at.one_line,
            f"{grant.role} is given to every workload of {who}, those of tomorrow too",
            fix=Fix("name the one account that needs it: principal://.../subject/ns/NAMESPACE/sa/ACCOUNT"),
        )
