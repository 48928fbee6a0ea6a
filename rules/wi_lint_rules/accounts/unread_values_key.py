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
        yield _handed(value) if value.handed else _misspelt(value)


def _misspelt(value: UnreadValue) -> Finding:
    return Finding(
        value,
        value.at,
        f"the chart reads no '{value.key}' here: did you mean '{value.meant}'?",
        because=(Step(value.meant_at, f"the chart has '{value.meant}'"),),
        fix=Fix(
            "write the key as the chart reads it", (Edit(value.at, value.meant),), value.meant, safe=True
        ),
    )


def _handed(value: UnreadValue) -> Finding:
    return Finding(
        value,
        value.at,
        f"nothing reads '{value.key}' here: the chart has no templates, and hands its dependency what stands "
        f"under '{value.meant}'",
        because=(Step(value.meant_at, "the dependency"),),
        fix=Fix(f"put it under '{value.meant}', by which values call the dependency"),
    )
