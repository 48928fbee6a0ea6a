from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    GoogleMember,
    Grant,
    Graph,
    Link,
    Match,
    Severity,
    Text,
    WorkloadMember,
    compare,
    rule,
)
from wi_lint_rules.shared.roles import BASIC, says_nothing_of_accounts
from wi_lint_rules.shared.wide_grants import role_trail


@rule("WI210", Severity.ERROR, alone=True, link=Link.GRANT, documents=True)
def role_not_for_accounts(graph: Graph) -> Iterator[Finding]:
    """A role over other things is granted on a Google service account, where it means nothing."""
    for grant in graph.every(Grant):
        role = grant.role.known or ""
        is_basic = role in BASIC and _is_workloads(grant)
        if grant.target.email is None or not (says_nothing_of_accounts(role) or is_basic):
            continue
        nothing = "gives it power over that account alone" if is_basic else "it says nothing about"
        yield Finding(
            grant,
            grant.role.origin,
            f"{grant.role} is granted on the service account {grant.target.email}, which {nothing}: "
            f"{_meant(grant)}",
            because=role_trail(grant),
            fix=Fix("grant the role on the resource or project that it is about, to the service account"),
        )


def _is_workloads(grant: Grant) -> bool:
    """Whether a role on an account is given to a workload, or to the account itself."""
    match grant.member, grant.target.email:
        case WorkloadMember(), _:
            return True
        case GoogleMember(email=Text() as who), Text() as whom:
            return compare(who, whom) is Match.SAME
        case _:
            return False


def _meant(grant: Grant) -> str:
    match grant.member, grant.target.email:
        case GoogleMember(email=Text() as who), Text() as whom if compare(who, whom) is Match.SAME:
            return "the account is to be its member, not its resource"
        case _:
            return "it belongs on what is read or written"
