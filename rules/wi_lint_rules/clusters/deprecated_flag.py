from collections.abc import Iterator

from wi_lint import (
    DeprecatedFlag,
    Edit,
    Finding,
    Fix,
    Graph,
    Link,
    Severity,
    rule,
)


@rule("WI309", Severity.WARNING, link=Link.SYNTAX, documents=True)
def deprecated_flag(graph: Graph) -> Iterator[Finding]:
    """A command turns Workload Identity on by a flag of its beta days."""
    for one in graph.every(DeprecatedFlag):
        name = one.instead.partition("=")[0]
        edits = (Edit(one.at, name),) if one.at.text == one.flag else ()
        yield Finding(
            one,
            one.at,
            f"'{one.flag}' is deprecated: '{name}' replaces it",
            fix=Fix(f"use '{name}'", edits, one.instead),
        )
