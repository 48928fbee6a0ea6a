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
    """A reference between objects of Config Connector or Crossplane, or of Terraform, leads nowhere."""
    for one in graph.every(BadReference):
        title = "write it so" if one.better else "name what is declared, or declare it"
        yield Finding(one, one.at, f"{one.address}: {one.says}", fix=Fix(title, copy=one.better))
