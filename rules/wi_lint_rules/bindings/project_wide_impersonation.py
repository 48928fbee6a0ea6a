from collections.abc import Iterator

from wi_lint import (
    WORKLOAD_IDENTITY_USER,
    Finding,
    Fix,
    GoogleMember,
    Grant,
    Graph,
    Severity,
    Step,
    WorkloadMember,
    WorkloadSet,
    rule,
)
from wi_lint_rules.shared.roles import TOKEN_CREATORS
from wi_lint_rules.shared.wide_grants import is_scoped, role_trail, scope_name


@rule("WI207", Severity.ERROR, security=8.5, documents=True)
def project_wide_impersonation(graph: Graph) -> Iterator[Finding]:
    """A workload may act as every service account of a project, folder or organization."""
    for grant in graph.every(Grant):
        if not grant.target.is_wide or is_scoped(grant) or not _is_meant(graph, grant):
            continue
        yield Finding(
            grant,
            grant.role.origin,
            f"{grant.role} on {scope_name(grant)} lets '{grant.member_text}' act as every service "
            "account in it, present and future: grant it on the one account",
            because=(*role_trail(grant), Step(grant.member_text.at, "who holds it")),
            fix=_fix(grant),
        )


def _is_meant(graph: Graph, grant: Grant) -> bool:
    member = grant.member
    if grant.role.known != WORKLOAD_IDENTITY_USER and grant.role.known not in TOKEN_CREATORS:
        return False
    if isinstance(member, GoogleMember) and member.email is not None:
        return graph.grants.workload_of(member.email) is not None
    return isinstance(member, WorkloadMember | WorkloadSet)


def _fix(grant: Grant) -> Fix:
    if grant.role.known == WORKLOAD_IDENTITY_USER and isinstance(grant.member, GoogleMember):
        return Fix("take it away here: its workloads have the role on the account itself")
    return Fix("grant it on the one Google service account", copy=_snippet(grant))


def _snippet(grant: Grant) -> str:
    return (
        'resource "google_service_account_iam_member" "workload_identity" {\n'
        "  service_account_id = google_service_account.ACCOUNT.name\n"
        f'  role               = "{grant.role}"\n'
        f'  member             = "{grant.member_text}"\n'
        "}"
    )
