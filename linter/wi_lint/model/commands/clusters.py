"""gcloud's commands on clusters, node pools and fleets, to facts.

Source: the reference of the Google Cloud CLI.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec.structs import replace

from wi_lint.facts import Cluster, Fact, FleetMembership, NodePool
from wi_lint.grammar import cluster_path
from wi_lint.lazy_re import regex
from wi_lint.model.commands.state import State
from wi_lint.model.commands.words import Command
from wi_lint.values import Reason, Text, known, unknown

_POLICIES = regex(r"enable-network-policy|NetworkPolicy=|dataplane", re.IGNORECASE)
"""What a script says that has network policies enforced some other way."""
MODES = {"GKE_METADATA_SERVER": "GKE_METADATA", "EXPOSED": "GCE_METADATA", "SECURE": "GCE_METADATA"}


ASKED = ("describe", "get-credentials")
"""What is done with clusters that are there."""


def container(command: Command, state: State) -> Iterator[Fact]:
    if len(command.words) < 4:
        return
    name = command.words[3]
    match command.word(1), command.word(2):
        case "clusters", ("create" | "create-auto") as verb:
            if state.surely_runs(command) and not state.is_guide:
                state.makes_pool()
            yield from _cluster(command, state, name, autopilot=verb == "create-auto")
        case "clusters", verb if verb in ASKED:
            state.has_pool = True  # of a cluster that is there, unless it is made here
        case "clusters", "update":
            state.has_pool = True
            yield from _updated(command, state, name)
        case "node-pools", ("create" | "update") as verb:
            cluster = command.flag("--cluster") or unknown(
                f"{state.unit.name}:cluster", Reason.NOT_WRITTEN("its cluster"), name.at
            )
            mode = _mode(command)
            if verb == "create" or mode is not None:
                yield _node_pool(command, state, name, cluster, mode)
        case _:
            pass


def _cluster(command: Command, state: State, name: Text, *, autopilot: bool) -> Iterator[Fact]:
    pool = command.flag("--workload-pool", "--identity-namespace")
    project, place = state.project(command), _place(command, state)
    at = name.at
    v2 = True if autopilot or command.has("--enable-dataplane-v2") else None
    yield Cluster(
        unit=state.unit,
        address=f"gcloud container clusters create {name}",
        at=at.one_line,
        name=name,
        project=project,
        identity=cluster_path(project, place, name, at),
        pool=state.clean(pool) if pool is not None else None,
        autopilot=autopilot,
        location=place,
        dataplane_v2=False if command.has("--enable-network-policy") and not v2 else v2,
        enforces=True if v2 or command.has("--enable-network-policy") else _may_enforce(command),
    )
    mode = _mode(command)
    if (mode is not None or command.has("--service-account")) and not autopilot:
        pool_name = known("default-pool", at)
        yield _node_pool(command, state, pool_name, name, mode, is_default=True)


def _may_enforce(command: Command) -> bool | None:
    """Whether network policies are enforced, where the flags do not say so: no, if nothing else does."""
    return None if _speaks_of_policies(command.at.source.text) else False


@lru_cache(maxsize=64)  # each command of a script asks
def _speaks_of_policies(script: str) -> bool:
    return _POLICIES.search(script) is not None


def _updated(command: Command, state: State, name: Text) -> Iterator[Fact]:
    address = f"gcloud container clusters update {name}"
    pool = command.flag("--workload-pool", "--identity-namespace")
    if pool is not None and not state.switch_on(name, state.clean(pool)):
        at = command.flag_at.get("--workload-pool", command.at).one_line
        yield replace(_as_declared(command, state, name), address=address, switched=at)
    elif command.has("--disable-workload-identity"):
        at = command.flag_at["--disable-workload-identity"].one_line
        yield replace(_as_declared(command, state, name), address=address, pool=None, off=at)


def _as_declared(command: Command, state: State, name: Text) -> Cluster:
    """A cluster as far as a command that changes it tells of it."""
    made = next(iter(_cluster(command, state, name, autopilot=False)))
    assert isinstance(made, Cluster)
    return replace(made, dataplane_v2=None, enforces=None)


def _mode(command: Command) -> Text | None:
    written = command.flag("--workload-metadata", "--workload-metadata-from-node")
    if written is None or written.known is None or command.has("--workload-metadata"):
        return written  # the names of before are the older flag's alone
    return known(MODES.get(written.known, written.known), written.origin)


def _node_pool(
    command: Command, state: State, name: Text, cluster: Text, mode: Text | None, *, is_default: bool = False
) -> NodePool:
    made = cluster if is_default else name  # a cluster's own pool has the cluster's address
    address = f"gcloud container {command.word(1)} {command.word(2)} {made}"
    return NodePool(
        unit=state.unit,
        address=address,
        at=name.at.one_line,
        name=name,
        cluster=cluster,
        mode=mode,
        is_default=is_default,
        account=command.flag("--service-account"),
        is_new=command.word(2) == "create",
        labels=dict(_labels(command.flag("--node-labels"))),
        tainted=command.has("--node-taints") or command.word(2) != "create",
    )


def _labels(written: Text | None) -> Iterator[tuple[str, Text]]:
    for pair in (written.known or "").split(",") if written is not None else ():
        name, mark, value = pair.partition("=")
        if mark and written is not None:
            yield name, known(value, written.origin)


# the rest


def membership(command: Command, state: State) -> FleetMembership:
    return FleetMembership(
        unit=state.unit,
        address="gcloud container fleet memberships register",
        at=command.at,
        project=state.project(command),
        cluster=None,
    )


def _place(command: Command, state: State) -> Text:
    found = command.flag("--location", "--region", "--zone", "-z")
    return found or unknown(
        f"{state.unit.name}:gcloud's location", Reason.CURRENT_CONTEXT("gcloud's location"), command.at
    )
