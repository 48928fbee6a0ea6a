"""The modes of a node pool's metadata server."""

from wi_lint import Edit, Text

OFF = frozenset({"GCE_METADATA", "MODE_UNSPECIFIED", "EXPOSE", "EXPOSED", "SECURE"})
"""Those by which pods get the node's identity: names of today, and of older inputs."""


def write_on(mode: Text) -> tuple[Edit, ...]:
    """The edit that gives a node pool GKE's metadata server, where its mode is written itself."""
    return (Edit(mode.origin, "GKE_METADATA"),) if mode.origin.text == mode.known else ()
