from collections import defaultdict
from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    GoogleAccount,
    GoogleMember,
    Grant,
    Graph,
    Link,
    Match,
    Severity,
    Step,
    provenance,
    rule,
    same_email,
)


@rule("WI416", Severity.WARNING, link=Link.GRANT)
def role_for_another_environment(graph: Graph) -> Iterator[Finding]:
    """A role in one environment goes to another one's account, and its own of the same name lacks it."""
    accounts = _by_id(graph)
    places: set[object] = set()
    for grant in graph.every(Grant):
        member = grant.member
        if not isinstance(member, GoogleMember) or member.email is None or grant.target.email is not None:
            continue
        given = graph.grants.gsa(member.email, grant.unit)
        if (
            given is None
            or not graph.deployments.are_apart(given.unit, grant.unit)
            or given.account_id.known is None
        ):
            continue
        own = graph.deployments.of_environment(
            grant.unit, accounts[given.account_id.known], lambda one: one.unit
        )
        if len(own) != 1 or _has(graph, own[0], grant) or member.email.origin.order in places:
            continue
        places.add(member.email.origin.order)
        yield Finding(
            grant,
            grant.member_text.here.one_line,
            f"{grant.role} of {grant.unit.title} is given to {member.email}, the account of "
            f"{given.unit.title}, while its own, {own[0].email}, is not given it: likely that one is meant",
            because=(
                *provenance(grant.member_text, member.email.origin, "the member is put together here"),
                Step(own[0].at, "the account of its own environment"),
                Step(given.at, "the account of the other one"),
            ),
            fix=Fix("give it to the account of the same environment", copy=f"serviceAccount:{own[0].email}"),
        )


def _by_id(graph: Graph) -> dict[str, list[GoogleAccount]]:
    """The accounts that are declared, by their ids."""
    found: dict[str, list[GoogleAccount]] = defaultdict(list)
    for account in graph.every(GoogleAccount):
        if account.account_id.known is not None:
            found[account.account_id.known].append(account)
    return found


def _has(graph: Graph, account: GoogleAccount, grant: Grant) -> bool:
    """Whether an account is given the same role beside, or may be the one that is given it."""
    assert isinstance(grant.member, GoogleMember)
    assert grant.member.email is not None
    if same_email(account.email, grant.member.email) is not Match.DIFFERENT:
        return True
    return any(
        other.role.key == grant.role.key and other.unit == grant.unit
        for other in graph.grants.to_gsa(account.email)
    )
