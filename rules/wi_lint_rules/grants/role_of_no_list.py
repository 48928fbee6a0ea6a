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
from wi_lint_rules.shared.roles import is_permission, is_predefined, nearest_role
from wi_lint_rules.shared.wide_grants import role_trail


@rule("WI414", Severity.NOTE, link=Link.GRANT)
def role_of_no_list(graph: Graph) -> Iterator[Finding]:
    """A role is none of Google's that are known, and resembles none."""
    told: set[str] = set()
    for grant in graph.every(Grant):
        written = grant.role.known
        if written is None or not written.startswith("roles/") or written in told:
            continue
        if not (is_predefined(written) or is_permission(written) or nearest_role(written)):
            told.add(written)
            yield Finding(
                grant,
                grant.role.origin,
                f"'{written}' is no predefined role that is known, and IAM refuses what is none",
                because=role_trail(grant),
                fix=Fix("look it up: a custom role is named 'projects/PROJECT/roles/ID'"),
            )
