"""Clusters, node pools and fleet memberships."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from wi_lint.compose.terraform import Part, Resource, as_number
from wi_lint.facts import Cluster, Fact, FleetMembership, NodePool, RemovedArgument
from wi_lint.grammar import cluster_path
from wi_lint.lazy_re import regex
from wi_lint.model.terraform.common import clean
from wi_lint.source import Span
from wi_lint.values import Known, MapValue, Text, as_text, is_null, join, known

_SPECIAL = regex(r"(?:a[234]|g[24]|ct\w+|c4a|t2a|n4a)-")
"""Machines with GPUs, TPUs or Arm processors, whose nodes GKE taints by itself."""


_IDENTITY = "workload_identity_config"


def cluster(resource: Resource) -> Iterator[Fact]:
    identities = resource.parts(_IDENTITY)
    pool, off, open_ = _identity_pool(identities)
    name = resource.named("name")
    at = resource.head
    identity = cluster_path(resource.project, resource.named("location"), name, at)
    autopilot = resource.flag("enable_autopilot")
    if _may_be_autopilot(resource, autopilot):
        open_ = open_ or "whether it is an Autopilot cluster is not known"
    is_empty = _is_empty(identities)
    dynamic = resource.placed.block.body.each("dynamic")
    if not identities and any(one.labels[0].text == _IDENTITY for one in dynamic if one.labels):
        off, is_empty = resource.head, True  # by what the block is made for
    if pool is None and _is_changed_elsewhere(resource):
        open_ = "changes of its workload pool are ignored, so that it may have one"
    yield Cluster(
        unit=resource.module.unit,
        address=resource.address,
        at=at,
        name=name,
        project=resource.project,
        identity=identity,
        pool=clean(resource, pool) if pool is not None else None,
        off=off,
        empty=is_empty,
        open=open_,
        autopilot=autopilot is True,
        location=resource.named("location"),
        network=resource.text("network"),
        dataplane_v2=_dataplane_v2(resource, autopilot),
        enforces=_enforces(resource, autopilot),
        provisioned=tuple(_provisioned(resource)),
    )
    for part in identities:
        yield from _removed(resource, part, "identity_namespace", "workload_pool")
    for part in resource.parts("fleet"):
        host = part.text("project")
        if host is not None:
            yield _membership(resource, host, identity)
    if autopilot:
        return
    yield from _own_pools(resource)
    if resource.flag("remove_default_node_pool") or _starts_empty(resource):
        return
    for part in resource.parts("node_config"):
        yield from _removed_modes(resource, part)
        yield _pool(resource, part, known("default-pool", part.head), _key(resource), True)


def _own_pools(resource: Resource) -> Iterator[Fact]:
    """The node pools that are written inside a cluster."""
    for pool in resource.parts("node_pool"):
        for part in pool.parts("node_config")[:1] or (pool,):
            yield from _removed_modes(resource, part)
            name = pool.text("name") or resource.hole("node_pool.name")
            made = _pool(resource, part, name, _key(resource), False)
            yield replace(made, at=pool.head) if pool.sure else replace(made, at=pool.head, tainted=True)


def _is_before(resource: Resource, major: int) -> bool:
    """Whether the provider of a resource is asked for in a version before some major one, or its beta.

    Where neither its module nor a call of it says which, what other folders of the tree ask for may be meant.
    """
    names = ("google", "google-beta")
    if any(resource.module.provider_before(name, major) for name in names):
        return True
    if any(map(resource.module.asks_for, names)):
        return False
    return any(resource.module.folders.some_before(name, major) for name in names)


def _starts_empty(resource: Resource) -> bool:
    """Whether a cluster has no nodes of its own, which version 8.9 of the provider recommends."""
    count = resource.get("initial_node_count")
    return count is not None and as_number(count) == 0


def _identity_pool(identities: list[Part]) -> tuple[Text | None, Span | None, str | None]:
    """The workload pool, where it is written that there is none, and why that is not known."""
    pool, off, open_ = None, None, None
    for part in identities:
        pool = part.text("workload_pool") or part.text("identity_namespace")
        if not part.sure:
            pool, open_ = None, "its workload pool depends on something unknown"
        elif isinstance(pool, Known) and not pool.known:
            pool, off = None, part.at("workload_pool")
        elif pool is None:
            off = part.head
    return pool, off, open_


def _is_changed_elsewhere(resource: Resource) -> bool:
    """Whether Terraform is told to leave the workload pool as it is."""
    lifecycles = resource.placed.block.body.each("lifecycle")
    ignored = [one.body.attributes.get("ignore_changes") for one in lifecycles]
    texts = [resource.placed.span(one).text for one in ignored if one is not None]
    return any(re.search(rf"\ball\b|\b{_IDENTITY}\b", text) for text in texts)


def _is_empty(identities: list[Part]) -> bool:
    """Whether all that stands there is a block without a pool: nobody turns it off so."""
    return bool(identities) and all(part.sure and part.get("workload_pool") is None for part in identities)


def _dataplane_v2(resource: Resource, autopilot: bool | None) -> bool | None:
    provider = resource.text("datapath_provider")
    if autopilot:
        return True
    if provider is not None:
        return provider.known == "ADVANCED_DATAPATH" if provider.known else None
    return False if any(part.flag("enabled") for part in resource.parts("network_policy")) else None


def _enforces(resource: Resource, autopilot: bool | None) -> bool | None:
    """Whether network policies are enforced: by Dataplane V2, or by Calico where it is enabled."""
    v2 = _dataplane_v2(resource, autopilot)
    asked = resource.parts("network_policy")
    if v2 or any(part.flag("enabled") for part in asked):
        return True
    unclear = (
        (v2 is None and resource.has("datapath_provider"))
        or any(not part.sure or part.flag("enabled") is None for part in asked)
        or _may_be_autopilot(resource, autopilot)
        or resource.module.folder.at is not None
    )
    return None if unclear else False


def _may_be_autopilot(resource: Resource, autopilot: bool | None) -> bool:
    written = resource.get("enable_autopilot")
    return autopilot is None and written is not None and not is_null(written)


def _removed(resource: Resource, part: Part, name: str, instead: str) -> Iterator[Fact]:
    """An argument that version 4 of the provider removed, unless an older one is asked for."""
    value = part.text(name)
    if value is None or _is_before(resource, 4):
        return
    yield RemovedArgument(
        unit=resource.module.unit,
        address=resource.address,
        at=resource.head,
        name=name,
        instead=instead,
        value=value,
        key_at=part.key_at(name),
    )


def _provisioned(resource: Resource) -> Iterator[Text | None]:
    """Of each `auto_provisioning_defaults`: nodes that it makes inherit the cluster's identity pool."""
    for scaling in resource.parts("cluster_autoscaling"):
        if scaling.flag("enabled") or resource.flag("enable_autopilot"):
            defaults = scaling.parts("auto_provisioning_defaults")
            yield defaults[0].text("service_account") if defaults else None


def membership(resource: Resource) -> Iterator[Fact]:
    """`google_gke_hub_membership`."""
    links = [link for at in resource.parts("endpoint") for link in at.parts("gke_cluster")]
    link = links[0].text("resource_link") if links else None
    yield _membership(resource, resource.project, link and _without_host(link))


def elsewhere(resource: Resource) -> Iterator[Fact]:
    """A cluster that is not in Google Cloud, such as `google_container_attached_cluster`."""
    yield _membership(resource, resource.project, None)


def _without_host(link: Text) -> Text:
    """`//container.googleapis.com/projects/...`, and the URL of older code, without their beginnings."""
    parts = link.split("projects/")
    return join([known("projects/", link.at), parts[1]], link.at) if parts else link


def _membership(resource: Resource, project: Text, cluster: Text | None) -> FleetMembership:
    return FleetMembership(
        unit=resource.module.unit,
        address=resource.address,
        at=resource.head,
        project=project,
        cluster=cluster,
    )


def _key(resource: Resource) -> Text:
    return known(f"{resource.module.unit.name}:{resource.address}", resource.head)


def node_pool(resource: Resource) -> Iterator[Fact]:
    cluster = resource.named("cluster")
    for part in resource.parts("node_config"):
        yield from _removed_modes(resource, part)
        yield _pool(resource, part, resource.named("name"), cluster, False)
        return
    yield _pool(resource, resource, resource.named("name"), cluster, False)


def _removed_modes(resource: Resource, config: Part) -> Iterator[Fact]:
    for part in config.parts("workload_metadata_config"):
        yield from _removed(resource, part, "node_metadata", "mode")


def _pool(resource: Resource, config: Part, name: Text, cluster: Text, is_default: bool) -> NodePool:
    mode = None
    for part in config.parts("workload_metadata_config"):
        mode = part.text("mode") or part.text("node_metadata")
    return NodePool(
        unit=resource.module.unit,
        address=resource.address,
        at=resource.head,
        name=name,
        cluster=cluster,
        mode=mode,
        is_default=is_default,
        account=config.text("service_account"),
        labels=dict(_texts(config, "labels")),
        legacy_endpoints=_opened(config),
        tainted=resource.module.folder.at is not None or _is_tainted(config),
        of_module=resource.module.folder.at is not None,
    )


def _is_tainted(config: Part) -> bool:
    """Whether nodes turn pods away: by taints, or those that GKE gives to GPUs and to Windows."""
    image = config.text("image_type")
    windows = image is not None and (image.known is None or image.known.upper().startswith("WINDOWS"))
    blocks = any(config.parts(kind) for kind in ("taint", "guest_accelerator", "sandbox_config"))
    machine = config.text("machine_type")
    special = machine is not None and (machine.known is None or _SPECIAL.match(machine.known) is not None)
    return blocks or windows or special or config.has("taint") or config.has("guest_accelerator")


def _opened(config: Part) -> Span | None:
    written = dict(_texts(config, "metadata")).get("disable-legacy-endpoints")
    return written.at.one_line if written is not None and written.known == "false" else None


def _texts(config: Part, name: str) -> Iterator[tuple[str, Text]]:
    listed = config.get(name)
    for key, value in listed.items.items() if isinstance(listed, MapValue) else ():
        written = as_text(value)
        if written is not None:
            yield key, written
