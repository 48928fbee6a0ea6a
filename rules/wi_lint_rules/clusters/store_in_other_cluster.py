from collections.abc import Iterator

from wi_lint import (
    Cluster,
    ClusterReference,
    Finding,
    Fix,
    Graph,
    Link,
    Match,
    Severity,
    Step,
    Text,
    called,
    compare,
    rewrite,
    rule,
)


@rule("WI307", Severity.ERROR, link=Link.POOL)
def store_in_other_cluster(graph: Graph) -> Iterator[Finding]:
    """A secret store says that it is in a cluster that is declared elsewhere than it says."""
    for store in graph.every(ClusterReference):
        namesakes = [one for one in graph.every(Cluster) if _is_named(store, one)]
        if any(_wrong(store, one) is None for one in namesakes):
            continue
        for cluster in namesakes[:1]:
            wrong = _wrong(store, cluster)
            assert wrong is not None
            what, written, right = wrong
            yield Finding(
                store,
                written.origin,
                f"the cluster {called(cluster)} is in the {what} '{right}', and the store names '{written}': "
                "its tokens are asked of a cluster that does not exist",
                because=(Step(right.origin, f"the {what} of the cluster"),),
                fix=Fix(
                    "name the cluster as it is", rewrite(written, written.origin, right.known), str(right)
                ),
            )


def _is_named(store: ClusterReference, cluster: Cluster) -> bool:
    return store.name is not None and compare(store.name, cluster.name) is Match.SAME


def _wrong(store: ClusterReference, cluster: Cluster) -> tuple[str, Text, Text] | None:
    """What surely differs: the location or the project."""
    pairs = (("location", store.location, cluster.location), ("project", store.project, cluster.project))
    for what, written, right in pairs:
        if written is not None and right is not None and compare(written, right) is Match.DIFFERENT:
            return what, written, right
    return None
