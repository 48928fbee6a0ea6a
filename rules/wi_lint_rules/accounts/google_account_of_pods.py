from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Graph,
    Link,
    Severity,
    Text,
    Workload,
    rule,
)

_HOST = ".gserviceaccount.com"


@rule("WI122", Severity.ERROR, link=Link.POD)
def google_account_of_pods(graph: Graph) -> Iterator[Finding]:
    """Pods name a Google service account where the Kubernetes one belongs."""
    for workload in graph.every(Workload):
        account = workload.account
        if account is not None and _is_email(account):
            yield Finding(
                workload,
                account.origin,
                f"{workload.kind} {workload.name} is to run as '{account}', a Google service account: pods "
                "run as Kubernetes ones, which are annotated with the Google one",
                fix=Fix("name a Kubernetes service account, and annotate it with this one"),
            )


def _is_email(account: Text) -> bool:
    return account.closing.endswith(_HOST)
