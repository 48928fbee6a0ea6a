from collections import defaultdict
from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Graph,
    KubernetesAccount,
    Link,
    Missing,
    Severity,
    Step,
    Workload,
    rule,
)
from wi_lint_rules.shared.nameless import Place, idle_accounts, place_of


@rule("WI125", Severity.WARNING, link=Link.KSA)
def idle_account_beside_pod(graph: Graph) -> Iterator[Finding]:
    """Pods of a chart run as an account that is declared nowhere, and its own account has no pod."""
    idle = idle_accounts(graph)
    for place, workloads in _of_nobody(graph).items():
        accounts = idle.get(place, [])
        names = {workload.account.key for workload in workloads if workload.account is not None}
        if len(accounts) == len(names) == 1:
            yield _finding(graph, workloads[0], accounts[0])


def _of_nobody(graph: Graph) -> dict[Place, list[Workload]]:
    """The workloads of charts, which are whole, whose account is declared nowhere and resembles none."""
    declared = {account.name.key for account in graph.every(KubernetesAccount)}
    unclear = {account.unit for account in graph.every(KubernetesAccount) if account.name.known is None}
    found: dict[Place, list[Workload]] = defaultdict(list)
    for workload in graph.every(Workload):
        account = workload.account
        if (
            workload.unit.kind != "helm"
            or account is None
            or account.known in (None, "", "default")
            or account.key in declared
        ):
            continue
        if workload.unit not in unclear and not _is_told(graph, workload):
            found[place_of(workload)].append(workload)
    return found


def _is_told(graph: Graph, workload: Workload) -> bool:
    """Whether its account is not to be declared here, or WI104 says which one is meant."""
    answer = graph.ksas.of(workload)
    is_near = isinstance(answer, Missing) and answer.nearest is not None
    name = f"{workload.namespace}/{workload.account}"
    return is_near or graph.declared.knows_account(name)


def _finding(graph: Graph, workload: Workload, account: KubernetesAccount) -> Finding:
    assert workload.account is not None
    return Finding(
        workload,
        workload.account.origin,
        f"{workload.kind} {workload.name} runs as {workload.namespace}/{workload.account}, which is declared "
        f"nowhere, while no pod uses {account.name}, which has an identity: likely that one is meant",
        because=(Step(account.at, "this one has the identity, and no pod uses it"),),
        fix=Fix("name the account that is declared", copy=f"serviceAccountName: {account.name}"),
        doubt=graph.heuristics.made_by_google(workload.namespace) or graph.heuristics.pods_of_chart(account),
    )
