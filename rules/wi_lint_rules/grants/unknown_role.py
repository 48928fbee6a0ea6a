from collections.abc import Iterator

from wi_lint import (
    CustomRole,
    Edit,
    Finding,
    Fix,
    Grant,
    Graph,
    Severity,
    rule,
)
from wi_lint_rules.shared.roles import nearest_role
from wi_lint_rules.shared.wide_grants import role_trail


@rule("WI405", Severity.ERROR, documents=True)
def unknown_role(graph: Graph) -> Iterator[Finding]:
    """A role does not exist, and nearly is one that does."""
    for grant in graph.every(Grant):
        written = grant.role.known
        meant = (_custom(graph, written) or nearest_role(written)) if written is not None else None
        if meant is not None:
            at = grant.role.origin
            edits = (Edit(at, meant),) if at.text == written else ()
            yield Finding(
                grant,
                at,
                f"there is no role '{written}': did you mean '{meant}'?",
                because=role_trail(grant),
                fix=Fix("name the role that exists", edits, meant),
            )


def _custom(graph: Graph, written: str) -> str | None:
    """The full name of the custom role that a role is meant to be: they are no `roles/ID`."""
    if not written.startswith("roles/") or "." in written.removeprefix("roles/"):
        return None
    names = (role.name.known or "" for role in graph.every(CustomRole))
    return next((name for name in names if name.endswith(f"/{written}")), None)
