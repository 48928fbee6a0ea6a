from collections.abc import Iterator

from wi_lint import (
    WORKLOAD_IDENTITY_USER,
    Finding,
    Fix,
    Grant,
    Graph,
    Severity,
    Step,
    WorkloadMember,
    rule,
)
from wi_lint_rules.shared.ends import role_edits
from wi_lint_rules.shared.wide_grants import role_trail

_TOKEN_CREATOR = "roles/iam.serviceAccountTokenCreator"  # noqa: S105 (a role, and no secret)


@rule("WI206", Severity.WARNING, security=5.0, documents=True)
def impersonation_role_too_strong(graph: Graph) -> Iterator[Finding]:
    """A workload is bound to a Google service account by a role that also signs in its name."""
    for grant in graph.every(Grant):
        member = grant.member
        if grant.target.email is None or grant.role.known != _TOKEN_CREATOR:
            continue
        if isinstance(member, WorkloadMember) and not member.faults:
            at = grant.role.origin
            yield Finding(
                grant,
                at,
                f"{_TOKEN_CREATOR} lets {member.subject} also sign as {grant.target.email} and chain "
                "to others: roles/iam.workloadIdentityUser is enough",
                because=(
                    *role_trail(grant),
                    Step(grant.member_text.at, "the workload that acts as the account"),
                ),
                fix=Fix(
                    "grant the narrower role",
                    role_edits(graph, grant, WORKLOAD_IDENTITY_USER),
                    WORKLOAD_IDENTITY_USER,
                ),
            )
