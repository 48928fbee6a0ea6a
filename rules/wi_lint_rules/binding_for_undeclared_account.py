from collections.abc import Iterator

from wi_lint import (
    MADE_ELSEWHERE,
    Finding,
    Graph,
    Severity,
    Step,
    Unseen,
    WorkloadMember,
    lets_impersonate,
    rule,
)


@rule("WI204", Severity.NOTE)
def binding_for_undeclared_account(graph: Graph) -> Iterator[Finding]:
    """A binding names a Kubernetes service account that its namespace, declared here, lacks."""
    for grant in graph.grants:
        member = grant.member
        if not isinstance(member, WorkloadMember) or member.faults or not lets_impersonate(grant):
            continue
        if member.namespace is None or member.namespace.known in (None, *MADE_ELSEWHERE):
            continue
        others = graph.in_namespace(member.namespace)
        if others and isinstance(graph.account_of_member(member, grant.unit), Unseen):
            yield Finding(
                grant,
                grant.member_text.at,
                f"{member.subject} may act as {grant.target.email}, and is not declared here",
                because=(Step(others[0].at, f"the namespace '{member.namespace}' has other accounts"),),
            )
