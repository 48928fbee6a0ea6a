import re
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
    email,
    email_project,
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
            fix=_fix(graph, grant),
        )


def _is_meant(graph: Graph, grant: Grant) -> bool:
    member = grant.member
    if grant.role.known != WORKLOAD_IDENTITY_USER and grant.role.known not in TOKEN_CREATORS:
        return False
    if isinstance(member, GoogleMember) and member.email is not None:
        return graph.grants.workload_of(member.email) is not None
    return isinstance(member, WorkloadMember | WorkloadSet)


def _fix(graph: Graph, grant: Grant) -> Fix:
    if grant.role.known == WORKLOAD_IDENTITY_USER and isinstance(grant.member, GoogleMember):
        return Fix("take it away here: its workloads have the role on the account itself")
    return Fix(
        "grant it on the one Google service account, and take it away here",
        copy=_snippet(grant, _account(graph, grant)),
    )


def _account(graph: Graph, grant: Grant) -> str:
    """The account that the workload is annotated with, as Terraform names it; else a word in its place.

    One of another project, such as another environment's, is not what the grant was for.
    """
    member = grant.member
    annotated = (
        one.acts_as
        for one in (
            graph.ksas.declared(member.namespace, member.account)
            if isinstance(member, WorkloadMember) and member.namespace and member.account
            else ()
        )
        if not graph.deployments.are_apart(one.unit, grant.unit)
    )
    project = grant.target.name.opening.removeprefix("projects/")
    own = (
        one for one in annotated if one is not None and (email_project(one) or project).startswith(project)
    )
    google = next(own, None)
    declared = graph.grants.gsa(google, grant.unit) if google is not None else None
    if declared is not None and declared.unit == grant.unit and _PLAIN.fullmatch(declared.address):
        return f"{declared.address}.name"
    read = email(google) if google is not None else None
    if read is None or read.project is None or read.text.known is None:
        return "google_service_account.ACCOUNT.name"
    return f'"projects/{read.project}/serviceAccounts/{read.text}"'


_PLAIN = re.compile(r"google_service_account\.\w+")
"""The address of an account in the root itself, of which there is one."""


def _snippet(grant: Grant, account: str) -> str:
    return (
        'resource "google_service_account_iam_member" "workload_identity" {\n'
        f"  service_account_id = {account}\n"
        f'  role               = "{grant.role}"\n'
        f'  member             = "{grant.member_text}"\n'
        "}"
    )
