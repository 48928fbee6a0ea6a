from collections.abc import Iterator

from wi_lint import (
    NOT_ENOUGH,
    WORKLOAD_IDENTITY_USER,
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
    compare,
    lets_impersonate,
    rule,
)
from wi_lint_rules.shared.ends import role_edits
from wi_lint_rules.shared.wide_grants import role_trail


@rule("WI205", Severity.ERROR, link=Link.BINDING, documents=True)
def impersonation_role_not_enough(graph: Graph) -> Iterator[Finding]:
    """A workload is bound to a Google service account by a role that gives it no access token."""
    enough: dict[tuple[object, Unit], list[Grant]] = {}
    for grant in graph.every(Grant):
        member = grant.member
        if grant.target.email is None or grant.role.known not in NOT_ENOUGH:
            continue
        if not isinstance(member, WorkloadMember) or member.faults:
            continue
        key = grant.target.email.key, grant.unit
        if key not in enough:
            found = graph.grants.on(grant.target.email, [grant.unit])
            enough[key] = [other for other in found if lets_impersonate(other) is not False]
        if _has_token_role(grant, enough[key]):
            continue
        at = grant.role.origin
        yield Finding(
            grant,
            at,
            f"{grant.role} lets {member.subject} use {NOT_ENOUGH[grant.role.known]}, "
            "and not get an access token: it takes roles/iam.workloadIdentityUser",
            because=(
                *role_trail(grant),
                Step(grant.member_text.at, "the workload that is meant to act as the account"),
            ),
            fix=Fix(
                "grant the right role",
                role_edits(graph, grant, WORKLOAD_IDENTITY_USER),
                WORKLOAD_IDENTITY_USER,
            ),
        )


def _has_token_role(grant: Grant, enough: list[Grant]) -> bool:
    """Whether the same member holds a role that is enough on the same account."""
    return any(compare(one.member_text, grant.member_text) is not Match.DIFFERENT for one in enough)
