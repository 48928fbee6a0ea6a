from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Found,
    Graph,
    KubernetesAccount,
    Link,
    Severity,
    Workload,
    rule,
)
from wi_lint_rules.shared.identities import identity


@rule("WI502", Severity.WARNING, link=Link.KEY, security=6.0)
def mounted_key_beside_identity(graph: Graph) -> Iterator[Finding]:
    """Pods are given a key, which overrides the identity that their account has."""
    for workload in graph.every(Workload):
        answer = graph.ksas.of(workload)
        if not workload.keys or not isinstance(answer, Found):
            continue
        step = identity(graph, answer.fact)
        if step is None or not _has_identity(graph, answer.fact):
            continue
        for key in workload.keys:
            secret = f"the secret '{key.secret}'" if key.secret is not None else "a secret"
            yield Finding(
                workload,
                key.at,
                f"{workload.kind} {workload.name} takes its credentials from a key in {secret}, "
                "which overrides Workload Identity",
                because=(step,),
                fix=Fix("remove the variable that names the key, its mount, and the key from the secret"),
            )


def _has_identity(graph: Graph, account: KubernetesAccount) -> bool:
    """Whether pods would get an identity without the key: a binding alone, without annotation, gives none."""
    direct = any(grant.target.email is None for grant, _ in graph.grants.to_ksa(account))
    return account.google is not None or direct
