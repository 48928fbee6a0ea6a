from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Grant,
    Graph,
    Link,
    Severity,
    rule,
)
from wi_lint_rules.shared.roles import is_for_data, service_of
from wi_lint_rules.shared.wide_grants import role_trail, scope_name

_OF_ORGANIZATIONS = frozenset(
    {
        "roles/resourcemanager.organizationViewer", "roles/billing.creator",
        "roles/iam.organizationRoleAdmin", "roles/orgpolicy.policyAdmin",
    }
)  # fmt: skip
_OF_FOLDERS = frozenset(
    {
        "roles/resourcemanager.folderAdmin", "roles/resourcemanager.folderCreator",
        "roles/resourcemanager.folderEditor", "roles/resourcemanager.folderIamAdmin",
        "roles/resourcemanager.folderMover", "roles/resourcemanager.folderViewer",
        "roles/resourcemanager.projectCreator",
    }
)  # fmt: skip
_OF_OTHERS = {("roles/pubsub.publisher", "google_pubsub_subscription"): "a topic or a project"}
"""Roles whose permissions are about another resource of the same service, and what that is."""
_OF_PROJECTS = frozenset({"roles/bigquery.jobUser", "roles/bigquery.resourceAdmin"})
"""Roles by the lowest level that they can be granted on. Source: Google's reference of roles."""


@rule("WI412", Severity.WARNING, alone=True, link=Link.GRANT, documents=True)
def role_below_its_level(graph: Graph) -> Iterator[Finding]:
    """A role is granted where it cannot stand: below its level, or on a resource of another service."""
    for grant in graph.every(Grant):
        where = _where(grant)
        if where is not None:
            yield Finding(
                grant,
                grant.role.origin,
                f"{grant.role} is granted on {scope_name(grant)}, and can be granted on {where} alone",
                because=role_trail(grant),
                fix=Fix(f"grant it on {where}, or a narrower role here"),
            )


def _where(grant: Grant) -> str | None:
    """Where a role belongs, if it cannot be granted on what it is granted on."""
    role, kind = grant.role.known or "", grant.target.kind
    if role in _OF_ORGANIZATIONS:
        return "the organization" if kind in ("project", "folder") else None
    if role in _OF_FOLDERS:
        return "a folder or the organization" if kind == "project" else None
    service = service_of(kind)
    if service is None:
        return None
    if role in _OF_PROJECTS:
        return "a project"
    if (role, kind) in _OF_OTHERS:
        return _OF_OTHERS[role, kind]
    if is_for_data(role) and not role.startswith(service):
        return "a project or a resource of its own service"
    return None
