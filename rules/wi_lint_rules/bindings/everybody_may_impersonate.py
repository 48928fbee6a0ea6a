from collections.abc import Iterator

from wi_lint import (
    ExternalMember,
    Finding,
    Fix,
    Grant,
    Graph,
    PublicMember,
    Severity,
    WorkloadSet,
    lets_impersonate,
    rule,
)


@rule("WI214", Severity.ERROR, security=9.0, documents=True)
def everybody_may_impersonate(graph: Graph) -> Iterator[Finding]:
    """Every workload of a pool, or everybody, may act as a Google service account."""
    for grant in graph.every(Grant):
        who = _who(grant)
        if who is not None and grant.target.email is not None and lets_impersonate(grant):
            yield Finding(
                grant,
                grant.member_text.at,
                f"{who} may act as {grant.target.email}",
                fix=Fix("name the one service account that needs it"),
            )


def _who(grant: Grant) -> str | None:
    member = grant.member
    if isinstance(member, PublicMember):
        return (
            "anybody on the Internet"
            if grant.member_text.known == "allUsers"
            else "anybody with a Google account"
        )
    if isinstance(member, WorkloadSet) and member.scope == "pool" and not member.faults:
        return f"every pod of every cluster of '{member.pool}'"
    if isinstance(member, ExternalMember) and member.scope == "accounts":
        return f"every service account of '{member.pool}'"
    return None
