from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Graph,
    Link,
    Severity,
    Step,
    Workload,
    rule,
)
from wi_lint_rules.shared.identities import identity_of

_INJECT = "sidecar.istio.io/inject"
_CONFIG = "proxy.istio.io/config"
_SHOWN = 6
"""How many workloads are named."""


@rule("WI606", Severity.NOTE, link=Link.REACH)
def mesh_before_its_proxy(graph: Graph) -> Iterator[Finding]:
    """Pods of a mesh may ask for a token before their proxy is there."""
    found = [(one, step) for one in graph.every(Workload) if (step := _early(graph, one)) is not None]
    if not found:
        return
    workload, step = found[0]  # one setting of the mesh mends them all
    others = f", and so may {len(found) - 1} others" if len(found) > 1 else ""
    yield Finding(
        workload,
        workload.at,
        f"{workload.kind} {workload.name} may ask for its first token before its Istio proxy runs, "
        f"and be refused once{others}",
        because=(step, *(Step(one.at, "this one too") for one, _ in found[1:_SHOWN])),
        fix=Fix(
            "have the containers wait for the proxy, in the pod's annotations",
            copy=f"{_CONFIG}: '{{\"holdApplicationUntilProxyStarts\": true}}'",
        ),
    )


def _early(graph: Graph, workload: Workload) -> Step | None:
    """The identity of a workload whose containers start before its proxy."""
    if not _is_injected(workload) or _waits(workload):
        return None
    return identity_of(graph, workload)


def _is_injected(workload: Workload) -> bool:
    found = workload.labels.get(_INJECT) or workload.annotations.get(_INJECT)
    return found is not None and found.known == "true"


def _waits(workload: Workload) -> bool:
    config = workload.annotations.get(_CONFIG)
    return config is not None and (config.known is None or "holdApplicationUntilProxyStarts" in config.known)
