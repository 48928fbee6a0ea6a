from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Graph,
    KeyRead,
    KubernetesAccount,
    Link,
    Severity,
    rule,
)
from wi_lint_rules.shared.identities import identity


@rule("WI509", Severity.NOTE, link=Link.KEY)
def key_read_by_program(graph: Graph) -> Iterator[Finding]:
    """A program reads a service account key, beside workloads that have an identity without one."""
    if not graph.every(KeyRead):
        return
    identities = (identity(graph, account) for account in graph.every(KubernetesAccount))
    beside = next((step for step in identities if step is not None), None)
    for one in graph.every(KeyRead):
        if beside is not None:
            yield Finding(
                one,
                one.at,
                f"{one.call} reads a service account key, and so passes by the identity that pods have",
                because=(beside,),
                fix=Fix(
                    "let the library find the identity: the pod's own, and the developer's elsewhere",
                    copy="import google.auth\n\ncredentials, project = google.auth.default()",
                ),
                doubt=graph.heuristics.of_tests(one),
            )
