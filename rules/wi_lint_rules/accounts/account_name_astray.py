from collections.abc import Iterator

from wi_lint import (
    AstrayAccountName,
    Finding,
    Fix,
    Graph,
    Link,
    Severity,
    rule,
)


@rule("WI123", Severity.ERROR, link=Link.POD)
def account_name_astray(graph: Graph) -> Iterator[Finding]:
    """The name of a service account stands on a level of a workload at which nothing reads it."""
    for one in graph.every(AstrayAccountName):
        yield Finding(
            one,
            one.at,
            f"'{one.path}' is no field of a {one.kind}, so its pods run as 'default' and not as "
            f"'{one.account}': it belongs to the pods, as '{one.better}'",
            fix=Fix(f"write it as '{one.better}'", copy=f"{one.better.rpartition('.')[2]}: {one.account}"),
        )
