from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Found,
    Grant,
    Graph,
    KubernetesAccount,
    Severity,
    Workload,
    rule,
)
from wi_lint_rules.shared.identities import identity


@rule("WI121", Severity.NOTE)
def powerful_pod_with_identity(graph: Graph) -> Iterator[Finding]:
    """Pods with an identity have power over their node, and so over the identities of its other pods."""
    for workload in graph.every(Workload):
        answer = graph.ksas.of(workload)
        step = identity(graph, answer.fact) if isinstance(answer, Found) else None
        if workload.powerful is None or step is None or not isinstance(answer, Found):
            continue
        roles = list(dict.fromkeys(str(grant.role) for grant in _held(graph, answer.fact)))
        holds = f", and holds {', '.join(roles)}" if roles else ""
        yield Finding(
            workload,
            workload.powerful,
            f"{workload.kind} {workload.name} has power over its node, where it can take the tokens of "
            f"other pods{holds}",
            because=(step,),
            fix=Fix("run it without, or on nodes of its own"),
        )


def _held(graph: Graph, account: KubernetesAccount) -> Iterator[Grant]:
    if account.google is not None:
        yield from (grant for grant in graph.grants.to_gsa(account.google) if grant.target.email is None)
    yield from (grant for grant, _ in graph.grants.to_ksa(account) if grant.target.email is None)
