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
from wi_lint_rules.shared.roles import BASIC_READERS, BASIC_WRITERS
from wi_lint_rules.shared.wide_grants import role_trail

_BASIC = BASIC_READERS | BASIC_WRITERS


@rule("WI407", Severity.ERROR, alone=True, link=Link.GRANT, documents=True)
def condition_on_basic_role(graph: Graph) -> Iterator[Finding]:
    """A basic role is granted under a condition, which IAM does not allow."""
    for grant in graph.every(Grant):
        if grant.condition is not None and grant.role.known in _BASIC:
            yield Finding(
                grant,
                grant.role.origin,
                f"{grant.role} is a basic role, and is granted under a condition: IAM refuses that",
                because=role_trail(grant),
                fix=Fix("grant a predefined role, which may have a condition"),
            )
