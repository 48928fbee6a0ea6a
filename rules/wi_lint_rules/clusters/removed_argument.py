from collections.abc import Iterator

from wi_lint import (
    Edit,
    Finding,
    Fix,
    Graph,
    Link,
    RemovedArgument,
    Severity,
    rule,
)

_MODES = {"GKE_METADATA_SERVER": "GKE_METADATA", "EXPOSE": "GCE_METADATA", "SECURE": "GCE_METADATA"}


@rule("WI305", Severity.ERROR, alone=True, link=Link.MODE)
def removed_argument(graph: Graph) -> Iterator[Finding]:
    """A cluster or node pool is configured by an argument that the provider removed."""
    for one in graph.every(RemovedArgument):
        yield Finding(
            one,
            one.key_at,
            f"'{one.name}' was removed in version 4 of the Google provider: '{one.instead}' replaces it",
            fix=Fix(f"use '{one.instead}'", _edits(one), _better(one)),
        )


def _edits(one: RemovedArgument) -> tuple[Edit, ...]:
    """The new name, and the new word for its value, which the old one does not take."""
    value = _MODES.get(one.value.known or "")
    named = Edit(one.key_at, one.instead)
    return (named,) if value is None else (named, Edit(one.value.origin, value))


def _better(one: RemovedArgument) -> str:
    value = _MODES.get(one.value.known or "", str(one.value))
    return f'{one.instead} = "{value}"'
