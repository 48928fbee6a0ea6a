from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Graph,
    NodePool,
    Severity,
    called,
    rule,
)


@rule("WI316", Severity.NOTE)
def legacy_endpoints(graph: Graph) -> Iterator[Finding]:
    """A node pool opens the old endpoints of the metadata server, which ask for no header."""
    for pool in graph.every(NodePool):
        if pool.legacy_endpoints is not None:
            yield Finding(
                pool,
                pool.legacy_endpoints,
                f"the node pool {called(pool)} opens the metadata server's old endpoints, which any request "
                "reaches that a pod can be talked into",
                fix=Fix("leave the setting out: new nodes have them closed"),
            )
