from collections.abc import Iterator

from wi_lint import (
    Edit,
    Finding,
    Fix,
    Graph,
    Link,
    RemovedArgument,
    Severity,
    rewrite,
    rule,
)

_MODES = {"GKE_METADATA_SERVER": "GKE_METADATA", "EXPOSE": "GCE_METADATA", "SECURE": "GCE_METADATA"}


@rule("WI305", Severity.ERROR, alone=True, link=Link.MODE)
def removed_argument(graph: Graph) -> Iterator[Finding]:
    """A cluster, a node pool or a module of theirs has an argument that was removed."""
    for one in graph.every(RemovedArgument):
        yield Finding(
            one,
            one.key_at,
            f"'{one.name}' was removed in {one.of}: {_replaced(one)}",
            fix=_fix(one),
        )


def _replaced(one: RemovedArgument) -> str:
    return f"'{one.instead}' replaces it" if one.instead else "nothing replaces it"


def _fix(one: RemovedArgument) -> Fix:
    if not one.instead:
        return Fix(f"take '{one.name}' out")
    if one.instead == f"{one.name}s":  # a list of what was one
        return Fix(f"use '{one.instead}', which is a list", copy=f'{one.instead} = ["{one.value}"]')
    return Fix(f"use '{one.instead}'", _edits(one), _better(one), safe=True)


def _edits(one: RemovedArgument) -> tuple[Edit, ...]:
    """The new name, and the new word for its value, which the old one does not take."""
    value = _MODES.get(one.value.known or "")
    named = Edit(one.key_at, one.instead)
    return (named,) if value is None else (named, *rewrite(one.value, one.value.origin, value))


def _better(one: RemovedArgument) -> str:
    value = _MODES.get(one.value.known or "", str(one.value))
    return f'{one.instead} = "{value}"'
