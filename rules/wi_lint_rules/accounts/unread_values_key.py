from collections.abc import Iterator

from wi_lint import (
    Edit,
    Finding,
    Fix,
    Graph,
    Link,
    Severity,
    Step,
    UnreadValue,
    rule,
)


@rule("WI110", Severity.WARNING, link=Link.ANNOTATION)
def unread_values_key(graph: Graph) -> Iterator[Finding]:
    """Values set a key that the chart does not read, and nearly one that it does."""
    for value in graph.every(UnreadValue):
        yield Finding(
            value,
            value.at,
            f"the chart reads no '{value.key}' here: did you mean '{value.meant}'?",
            because=(Step(value.meant_at, f"the chart's own values have '{value.meant}'"),),
            fix=Fix("write the key as the chart reads it", (Edit(value.at, value.meant),), value.meant),
        )
