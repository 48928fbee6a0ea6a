from collections.abc import Iterator

from wi_lint import Finding, Graph, Link, Severity, rule
from wi_lint_rules.shared.nameless import finding, nameless


@rule("WI105", Severity.WARNING, link=Link.POD)
def pod_on_default_account(graph: Graph) -> Iterator[Finding]:
    """Pods that are meant to have an identity name no service account, and run as `default`."""
    for one in nameless(graph):
        if one.is_meant:
            meant, workload = one.idle[0], one.workload
            yield finding(
                one,
                f"{workload.kind} {workload.name} names no service account, so its pods run as 'default', "
                f"and no pod uses {meant.namespace}/{meant.name}, which has the identity",
            )
