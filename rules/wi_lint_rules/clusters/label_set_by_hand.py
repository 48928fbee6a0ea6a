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

_LABEL = "iam.gke.io/gke-metadata-server-enabled"


@rule("WI315", Severity.NOTE, link=Link.MODE)
def label_set_by_hand(graph: Graph) -> Iterator[Finding]:
    """A node pool is given the label by hand that GKE gives to nodes with its metadata server."""
    for pool in graph.every(NodePool):
        label = pool.labels.get(_LABEL)
        if label is not None:
            yield Finding(
                pool,
                label.at.one_line,
                f"the node pool {called(pool)} sets {_LABEL} itself: pods may be put on its nodes for a "
                "metadata server that the label does not bring",
                fix=Fix("set the mode GKE_METADATA, and leave the label to GKE"),
            )
