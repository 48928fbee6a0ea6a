from collections.abc import Iterator

from wi_lint import (
    CustomRole,
    Edit,
    Finding,
    Fix,
    Grant,
    Graph,
    Link,
    Severity,
    rule,
)
from wi_lint_rules.shared.roles import is_permission, nearest_role, predefined_in
from wi_lint_rules.shared.wide_grants import role_trail


@rule("WI405", Severity.ERROR, alone=True, link=Link.GRANT, documents=True)
def unknown_role(graph: Graph) -> Iterator[Finding]:
    """A role does not exist, and nearly is one that does."""
    custom = _custom(graph)
    own = {role.name.known for role in graph.every(CustomRole)}
    for grant in graph.every(Grant):
        written = grant.role.known
        meant = predefined_in(grant.role.written) if written is None else None
        if written is not None and written not in own:
            meant = custom.get(written) or nearest_role(written) or predefined_in(written)
        if written is not None and is_permission(written):
            yield _permission(grant)
        elif meant is not None:
            at = grant.role.origin
            edits = (Edit(at, meant),) if at.text == written else ()
            yield Finding(
                grant,
                at,
                f"there is no role '{grant.role}': did you mean '{meant}'?",
                because=role_trail(grant),
                fix=Fix("name the role that exists", edits, meant),
            )


def _permission(grant: Grant) -> Finding:
    name = str(grant.role).removeprefix("roles/")
    return Finding(
        grant,
        grant.role.origin,
        f"'{name}' is a permission and no role: IAM grants roles, which hold permissions",
        because=role_trail(grant),
        fix=Fix("grant a role that holds the permission, or a custom role of it alone"),
    )


def _custom(graph: Graph) -> dict[str, str]:
    """The full names of custom roles, by what they may be taken for: they are no `roles/ID`."""
    found: dict[str, str] = {}
    for role in graph.every(CustomRole):
        _, sign, name = (role.name.known or "").rpartition("/roles/")
        if sign and "." not in name:
            found.setdefault(f"roles/{name}", role.name.known or "")
    return found
