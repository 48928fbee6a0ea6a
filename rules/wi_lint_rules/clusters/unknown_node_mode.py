import re
from collections.abc import Iterator

from wi_lint import (
    Edit,
    Finding,
    Fix,
    Graph,
    Link,
    NodePool,
    RemovedArgument,
    Severity,
    Span,
    distance,
    provenance,
    rule,
)

_MODES = ("GKE_METADATA", "GCE_METADATA", "MODE_UNSPECIFIED")
_KINDS = frozenset({"terraform", "script", "document"})
_BEFORE = 200
"""Characters before a value in which its argument is looked for."""
_OLD = {"GKE_METADATA_SERVER": "GKE_METADATA", "EXPOSE": "GCE_METADATA", "SECURE": "GCE_METADATA"}
"""What `node_metadata` had before version 4 of the provider, and what it is called today."""


@rule("WI318", Severity.ERROR, alone=True, link=Link.MODE)
def unknown_node_mode(graph: Graph) -> Iterator[Finding]:
    """A node pool's metadata server has a mode that what makes it does not know."""
    old = {one.value.origin.order for one in graph.every(RemovedArgument)}  # WI305 tells of them
    for pool in graph.every(NodePool):
        mode = pool.mode.known if pool.mode is not None and pool.unit.kind in _KINDS else None
        if pool.mode is None or mode is None or mode in _MODES or pool.mode.origin.order in old:
            continue
        if mode in _OLD and not pool.of_module and _is_old_argument(pool.mode.at):
            continue  # a provider before version 4, which knows no other
        if "$" in mode or "<" in mode:
            continue  # what a guide has to be filled in with
        at, meant = pool.mode.origin, _meant(mode)
        # what it was called before says what it did, and hardly what is wanted where it is written anew
        is_sure = meant == _MODES[0] and at.text == mode
        edits = (Edit(at, _MODES[0]),) if is_sure else ()
        yield Finding(
            pool,
            at,
            f"there is no mode '{mode}' of a node pool's metadata server: {_instead(meant)}",
            because=provenance(pool.mode, at, "the node pool is given it here"),
            fix=Fix(
                "write GKE_METADATA for GKE's metadata server", edits, meant or "GKE_METADATA", safe=True
            ),
        )


def _is_old_argument(at: Span) -> bool:
    """Whether a value stands behind `node_metadata`, which became `mode` in version 4 of the provider."""
    before = at.source.text[max(at.start - _BEFORE, 0) : at.start]
    return re.search(r"\bnode_metadata\s*=\s*\"?$", before) is not None


def _meant(mode: str) -> str | None:
    near = (one for one in _MODES if distance(mode.upper(), one) <= 3)
    return _OLD.get(mode) or next(near, None)


def _instead(meant: str | None) -> str:
    return f"did you mean '{meant}'?" if meant is not None else f"it is one of {', '.join(_MODES)}"
