from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    GoogleAccount,
    GoogleMember,
    Graph,
    Match,
    OpaqueMember,
    Severity,
    Step,
    compare,
    rule,
)


@rule("WI408", Severity.WARNING)
def account_without_grants(graph: Graph) -> Iterator[Finding]:
    """A Google service account is bound to a workload and granted nothing, unlike those beside it."""
    for account in graph.google_accounts:
        evidence = graph.workload_of_google(account.email)
        if evidence is None or graph.grants_to(account.email) or _may_be_granted(graph, account):
            continue
        beside = [one for one in graph.google_accounts if _is_sibling(graph, one, account)]
        if beside and all(graph.grants_to(one.email) for one in beside):
            sibling = beside[0]
            yield Finding(
                account,
                account.at,
                f"{account.email} is bound to a workload and granted no role, "
                f"while {sibling.email} beside it is",
                because=(
                    Step(evidence.at, "workloads act as it"),
                    Step(sibling.at, "this one is granted roles"),
                ),
                fix=Fix("grant it what the workload needs"),
            )


def _is_sibling(graph: Graph, one: GoogleAccount, account: GoogleAccount) -> bool:
    """Whether another account of the same unit is a workload's too."""
    return one is not account and one.unit == account.unit and graph.workload_of_google(one.email) is not None


def _may_be_granted(graph: Graph, account: GoogleAccount) -> bool:
    """Whether a grant whose member is not wholly known, or something that was not read, may be for it."""
    if any(one.unit == account.unit or one.kind == "script" for one in graph.unread):
        return True
    for grant in graph.grants:
        member = grant.member
        if isinstance(member, OpaqueMember) and grant.unit == account.unit:
            return True
        email = member.email if isinstance(member, GoogleMember) else None
        if email is not None and compare(email, account.email) is not Match.DIFFERENT:
            return True
    return False
