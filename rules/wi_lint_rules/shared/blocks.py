"""What Terraform calls the resources that facts are made of."""

from __future__ import annotations

import posixpath
import re

from wi_lint import Cluster, Span

_HEAD = re.compile(r'resource\s+"(?P<kind>[\w-]+)"\s+"(?P<name>[\w-]+)"')


def name_of(at: Span, kind: str) -> str | None:
    """The name of the resource of a kind that begins at a place; nothing where something else does."""
    found = _HEAD.match(at.text)
    return found["name"] if found is not None and found["kind"] == kind else None


def pool_of(cluster: Cluster, at: Span) -> str | None:
    """The pool of a cluster as what a text at a place of the same module holds, where the cluster takes it.

    Terraform then waits for the cluster.
    """
    name = name_of(cluster.at, "google_container_cluster")
    is_beside = posixpath.dirname(cluster.at.path) == posixpath.dirname(at.path)
    if name is None or not is_beside or "[" in cluster.address:
        return None
    if cluster.pool is None or cluster.pool.known != cluster.own_pool:
        return None
    return f"${{google_container_cluster.{name}.workload_identity_config[0].workload_pool}}"
