from collections.abc import Iterator

from wi_lint import Finding, Fix, Found, Graph, Severity, Workload, rule
from wi_lint_rules.identities import identity

_INJECT = "sidecar.istio.io/inject"
_CONFIG = "proxy.istio.io/config"


@rule("WI606", Severity.NOTE)
def mesh_before_its_proxy(graph: Graph) -> Iterator[Finding]:
    """Pods of a mesh may ask for a token before their proxy is there."""
    for workload in graph.workloads:
        if not _is_injected(workload) or _waits(workload):
            continue
        answer = graph.account_of(workload)
        step = identity(graph, answer.fact) if isinstance(answer, Found) else None
        if step is not None:
            yield Finding(
                workload,
                workload.at,
                f"{workload.kind} {workload.name} may ask for its first token before its Istio proxy runs, "
                "and be refused once",
                because=(step,),
                fix=Fix(
                    "have the containers wait for the proxy, in the pod's annotations",
                    copy=f"{_CONFIG}: '{{\"holdApplicationUntilProxyStarts\": true}}'",
                ),
            )


def _is_injected(workload: Workload) -> bool:
    found = workload.labels.get(_INJECT) or workload.annotations.get(_INJECT)
    return found is not None and found.known == "true"


def _waits(workload: Workload) -> bool:
    config = workload.annotations.get(_CONFIG)
    return config is not None and (config.known is None or "holdApplicationUntilProxyStarts" in config.known)
