from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Graph,
    Link,
    Severity,
    Step,
    Workload,
    line_away,
    rule,
)


@rule("WI117", Severity.WARNING, link=Link.POD)
def two_account_names(graph: Graph) -> Iterator[Finding]:
    """A pod's two names for its service account differ, and one of them counts."""
    for workload in graph.every(Workload):
        other, account = workload.other_account, workload.account
        if other is not None and account is not None:
            yield Finding(
                workload,
                other.origin.one_line,
                f"serviceAccount says '{other}' and serviceAccountName '{account}': "
                f"the pods of {workload.kind} {workload.name} likely run as '{account}'",
                because=(Step(account.at, "this name counts"),),
                fix=Fix(
                    "take the deprecated 'serviceAccount' out", line_away(other.origin, "serviceAccount")
                ),
            )
