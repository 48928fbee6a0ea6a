"""The modes of a node pool's metadata server."""

OFF = frozenset({"GCE_METADATA", "MODE_UNSPECIFIED", "EXPOSE", "EXPOSED", "SECURE"})
"""Those by which pods get the node's identity: names of today, and of older inputs."""
