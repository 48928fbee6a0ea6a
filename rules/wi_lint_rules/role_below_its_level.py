from collections.abc import Iterator

from wi_lint import Finding, Fix, Graph, Severity, rule
from wi_lint_rules.held import role_trail, scope_name

_OF_ORGANIZATIONS = frozenset(
    {
        "roles/resourcemanager.organizationAdmin", "roles/resourcemanager.organizationViewer",
        "roles/billing.creator", "roles/iam.organizationRoleAdmin", "roles/iam.organizationRoleViewer",
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
"""Roles by the lowest level that they can be granted on. Source: Google's reference of roles."""


@rule("WI412", Severity.WARNING, documents=True)
def role_below_its_level(graph: Graph) -> Iterator[Finding]:
    """A role of organizations or folders is granted on something below, where it cannot stand."""
    for grant in graph.grants:
        level = _level(grant.role.known or "", grant.target.kind)
        if level is not None:
            yield Finding(
                grant,
                grant.role.origin,
                f"{grant.role} is granted on {scope_name(grant)}, and can be granted on {level} alone",
                because=role_trail(grant),
                fix=Fix(f"grant it on {level}, or a narrower role here"),
            )


def _level(role: str, kind: str) -> str | None:
    if role in _OF_ORGANIZATIONS and kind in ("project", "folder"):
        return "the organization"
    return "a folder or the organization" if role in _OF_FOLDERS and kind == "project" else None
