from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Graph,
    Link,
    NodePool,
    Severity,
    called,
    rule,
)
from wi_lint_rules.shared.node_modes import OFF


@rule("WI314", Severity.WARNING, link=Link.MODE)
def nodes_as_default_account(graph: Graph) -> Iterator[Finding]:
    """The pods of a node pool all act as the default service account of Compute Engine."""
    for pool in graph.every(NodePool):
        if pool.mode is not None and pool.mode.known in OFF and _is_default(pool.account):
            yield Finding(
                pool,
                pool.mode.origin,
                f"the node pool {called(pool)} gives its own identity to its pods, and that is the Compute "
                "Engine default service account, which is an editor of the project unless it was changed",
                fix=Fix("use GKE_METADATA, or give the nodes an account of their own"),
            )


def _is_default(account: object) -> bool:
    return account is None or str(account) == "default"
