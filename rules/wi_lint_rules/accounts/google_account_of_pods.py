from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Graph,
    Link,
    Severity,
    Text,
    Workload,
    respell,
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
                fix=_fix(graph, workload, account),
            )


def _fix(graph: Graph, workload: Workload, google: Text) -> Fix:
    """The Kubernetes account of the pods' namespace that is annotated with this one, where there is one."""
    found = {
        one.name.known
        for one in graph.grants.annotated_with(google)
        if one.namespace.key == workload.namespace.key and graph.references.may_meet(one, workload)
    }
    name = found.pop() if len(found) == 1 else None
    if name is None:
        return Fix("name a Kubernetes service account, and annotate it with this one")
    return Fix(
        f"name {name}, which is annotated with it", respell(google, name), f"serviceAccountName: {name}"
    )


def _is_email(account: Text) -> bool:
    return account.closing.endswith(_HOST)
