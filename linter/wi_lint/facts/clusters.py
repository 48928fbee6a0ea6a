"""Clusters, node pools and fleets."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import field

from wi_lint.facts.base import Fact
from wi_lint.grammar import bare_project, has_label_in_front, pool_project, same_project, workload_pool
from wi_lint.source import Span
from wi_lint.values import Match, Text, Unknown

__all__ = [
    "Cluster",
    "DeployedTo",
    "FleetMembership",
    "NodePool",
    "RemovedArgument",
    "called",
]


class NodePool(Fact, frozen=True, eq=False, kw_only=True):
    """A node pool. `mode`: what its metadata server is, where that is written."""

    name: Text
    cluster: Text
    mode: Text | None
    is_default: bool = False
    is_new: bool = False
    """Whether a command makes it, and so for a cluster that has its pool."""
    account: Text | None = None
    """The Google service account of its nodes; nothing where it is the Compute Engine default one."""
    labels: Mapping[str, Text] = field(default_factory=dict)
    """The labels of its nodes."""
    legacy_endpoints: Span | None = None
    """Where it opens the old endpoints of Compute Engine's metadata server."""
    tainted: bool = True
    """Whether its nodes may turn pods away that do not ask for them."""
    of_module: bool = False
    """Whether a module from elsewhere makes it, whose arguments are no provider's."""


class Cluster(Fact, frozen=True, eq=False, kw_only=True):
    """A GKE cluster. `pool` is nothing where no workload pool is written.

    `off`: it is written that there is none. `open`: why there may be one that cannot be seen.
    """

    name: Text
    project: Text
    identity: Text
    """Its full name, `projects/P/locations/L/clusters/N`."""
    pool: Text | None
    off: Span | None = None
    empty: bool = False
    """Whether the block that is to name a pool stands there, and is empty, or made for nothing."""
    switched: Span | None = None
    """The command that gave a pool to a cluster which was there already."""
    open: str | None = None
    autopilot: bool = False
    location: Text | None = None
    network: Text | None = None
    """The VPC network of its nodes, where that is written."""
    dataplane_v2: bool | None = None
    """Whether it runs Dataplane V2, where that is written."""
    enforces: bool | None = None
    """Whether it enforces network policies, where that is known."""
    provisioned: tuple[Text | None, ...] = ()
    """The account of nodes that auto-provisioning makes, as in `NodePool.account`; empty where it is off."""

    @property
    def project_id(self) -> Text:
        """The project's id, without the label of a universe."""
        return bare_project(self.project)

    @property
    def own_pool(self) -> str:
        """The only pool that it can have, for people: its project's, as it is written where it is right."""
        project = pool_project(self.pool) if self.pool is not None else None
        is_own = project is not None and same_project(self.project, project) is Match.SAME
        if is_own and not has_label_in_front(project or self.project):
            return str(self.pool)
        return workload_pool(self.project)


def called(fact: Cluster | NodePool) -> str:
    """What people call it: its name, or its address where no part of the name is known."""
    return fact.address if isinstance(fact.name, Unknown) else f"'{fact.name}'"


class DeployedTo(Fact, frozen=True, eq=False, kw_only=True):
    """The cluster that a controller deploys a unit to, by its name."""

    cluster: Text


class FleetMembership(Fact, frozen=True, eq=False, kw_only=True):
    """A cluster that is a member of a fleet, whose workload pool is then the fleet's project's."""

    project: Text
    """The fleet's host project."""
    cluster: Text | None
    """The GKE cluster's full name; nothing for clusters elsewhere."""


class RemovedArgument(Fact, frozen=True, eq=False, kw_only=True):
    """An argument that the provider, or a module, has no more.

    `instead`: what says the same today, if anything does. `of`: what removed it.
    """

    name: str
    instead: str
    value: Text
    key_at: Span
    of: str = "version 4 of the Google provider"
