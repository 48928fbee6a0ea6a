from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Graph,
    Link,
    LiteralVariable,
    Severity,
    rule,
)


@rule("WI219", Severity.ERROR, link=Link.SYNTAX, documents=True)
def variable_in_single_quotes(graph: Graph) -> Iterator[Finding]:
    """A variable stands in single quotes, so that a command is given its name and not its value."""
    for one in graph.every(LiteralVariable):
        yield Finding(
            one,
            one.at,
            f"the shell leaves ${one.name} in '{one.value}' as it is, because it stands in single quotes",
            fix=Fix("use double quotes", copy=f'"{one.value}"'),
        )
