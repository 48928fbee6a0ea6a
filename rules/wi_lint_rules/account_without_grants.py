from collections import defaultdict
from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    GoogleAccount,
    GoogleMember,
    Grant,
    Graph,
    Match,
    OpaqueMember,
    Severity,
    Step,
    Unit,
    compare,
    rule,
)


@rule("WI408", Severity.NOTE)
def account_without_grants(graph: Graph) -> Iterator[Finding]:
    """A Google service account is bound to a workload and granted nothing, unlike those beside it."""
    unclear = [grant for grant in graph.grants if _is_unclear(grant)]
    for accounts in _of_workloads(graph).values():
        bare = [account for account in accounts if not graph.grants_to(account.email)]
        if len(bare) != 1 or len(accounts) == 1 or _may_be_granted(graph, bare[0], unclear):
            continue
        account = bare[0]
        sibling = next(one for one in accounts if one is not account)
        evidence = graph.workload_of_google(account.email)
        assert evidence is not None
        yield Finding(
            account,
            account.at,
            f"{account.email} is bound to a workload and granted no role, while {sibling.email} beside it is",
            because=(
                Step(evidence.at, "workloads act as it"),
                Step(sibling.at, "this one is granted roles"),
            ),
            fix=Fix("grant it what the workload needs"),
        )


def _of_workloads(graph: Graph) -> dict[Unit, list[GoogleAccount]]:
    """The accounts that workloads act as, by the unit that declares them."""
    found: dict[Unit, list[GoogleAccount]] = defaultdict(list)
    for account in graph.google_accounts:
        if graph.workload_of_google(account.email) is not None:
            found[account.unit].append(account)
    return found


def _is_unclear(grant: Grant) -> bool:
    """Whether the member of a grant is not wholly known."""
    member = grant.member
    if isinstance(member, OpaqueMember):
        return True
    return isinstance(member, GoogleMember) and member.email is not None and bool(member.email.holes)


def _may_be_granted(graph: Graph, account: GoogleAccount, unclear: list[Grant]) -> bool:
    """Whether a grant whose member is not wholly known, or something that was not read, may be for it."""
    if any(one.unit == account.unit or one.kind == "script" for one in graph.unread):
        return True
    for grant in graph.grants if account.email.holes else unclear:
        member = grant.member
        email = member.email if isinstance(member, GoogleMember) else None
        if email is None and grant.unit == account.unit:
            return True
        if email is not None and compare(email, account.email) is not Match.DIFFERENT:
            return True
    return False
