from collections.abc import Iterator

from wi_lint import (
    BadReference,
    Finding,
    Fix,
    Graph,
    Link,
    Severity,
    rule,
)


@rule("WI216", Severity.ERROR, link=Link.GSA)
def reference_that_leads_nowhere(graph: Graph) -> Iterator[Finding]:
    """A reference between objects of Config Connector or Crossplane leads nowhere."""
    for one in graph.every(BadReference):
        yield Finding(
            one, one.at, f"{one.address}: {one.says}", fix=Fix("name the resource so", copy=one.better)
        )
