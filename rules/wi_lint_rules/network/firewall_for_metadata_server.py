from collections.abc import Iterator

from wi_lint import (
    Finding,
    Firewall,
    Fix,
    Graph,
    Link,
    Severity,
    rule,
)

_ADDRESSES = frozenset({"169.254.169.254/32", "169.254.169.254", "169.254.169.252/32", "169.254.169.252"})


@rule("WI605", Severity.NOTE, link=Link.REACH)
def firewall_for_metadata_server(graph: Graph) -> Iterator[Finding]:
    """A firewall rule is about the metadata server, whose traffic never reaches the network."""
    for one in graph.every(Firewall):
        if one.egress is not False and one.ranges and one.ranges <= _ADDRESSES:
            yield Finding(
                one,
                one.at,
                "this rule does nothing: traffic to the metadata server never leaves the machine",
                fix=Fix("remove it, and use a NetworkPolicy to close the metadata server to pods"),
            )
