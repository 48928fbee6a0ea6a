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
from wi_lint_rules.shared.roles import bucket_only
from wi_lint_rules.shared.wide_grants import role_trail


@rule("WI406", Severity.ERROR, alone=True, link=Link.GRANT, documents=True)
def bucket_role_on_project(graph: Graph) -> Iterator[Finding]:
    """A role that can be granted on buckets alone is granted on a project or wider."""
    for grant in graph.every(Grant):
        if grant.target.is_wide and grant.role.known in bucket_only():
            yield Finding(
                grant,
                grant.role.origin,
                f"{grant.role} can be granted on a bucket alone, and is granted on the {grant.target.kind} "
                f"'{grant.target.name}'",
                because=role_trail(grant),
                fix=Fix("grant it on the bucket, or grant roles/storage.objectViewer or objectAdmin instead"),
            )
