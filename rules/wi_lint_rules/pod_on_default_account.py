from collections import defaultdict
from collections.abc import Iterator

from wi_lint import Finding, Fix, Graph, KubernetesAccount, Severity, Step, Workload, rule
from wi_lint_rules.identities import identity

_Place = tuple[object, tuple[str, ...]]


@rule("WI105", Severity.WARNING)
def pod_on_default_account(graph: Graph) -> Iterator[Finding]:
    """Pods that are meant to have an identity name no service account, and run as `default`."""
    nameless: dict[_Place, list[Workload]] = defaultdict(list)
    for workload in graph.workloads:
        if workload.account is None or workload.account.known == "default":
            nameless[workload.unit, workload.namespace.key].append(workload)
    unused: dict[_Place, list[KubernetesAccount]] = defaultdict(list)
    for account in graph.kubernetes_accounts:
        if account.name.known != "default" and identity(graph, account) is not None:
            unused[account.unit, account.namespace.key].append(account)
    for place, workloads in nameless.items():
        idle = [one for one in unused[place] if not graph.workloads_of(one)]
        for workload in workloads:
            finding = _finding(graph, workload, idle, only=len(workloads) == 1)
            if finding:
                yield finding


def _finding(
    graph: Graph, workload: Workload, idle: list[KubernetesAccount], *, only: bool
) -> Finding | None:
    if not idle or workload.keys or _default_has_identity(graph, workload):
        return None
    meant = idle[0]
    steps = [Step(need.at, f"{need.what} calls Google Cloud") for need in workload.needs]
    if not steps and not (only and len(idle) == 1):
        return None
    return Finding(
        workload,
        workload.pod_at,
        f"{workload.kind} {workload.name} names no service account, so its pods run as 'default', "
        f"and no pod uses {meant.namespace}/{meant.name}, which has the identity",
        because=(*steps, Step(meant.at, "the account that no pod uses")),
        fix=Fix("name the account in the pod's spec", copy=f"serviceAccountName: {meant.name}"),
    )


def _default_has_identity(graph: Graph, workload: Workload) -> bool:
    return any(
        account.name.known == "default" and identity(graph, account) is not None
        for account in graph.in_namespace(workload.namespace)
    )
