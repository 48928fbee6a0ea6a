"""Terraform resources to facts."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.compose.terraform import Call, Module
from wi_lint.facts import BadReference, Fact, ModuleCall, RemovedArgument, StateRead
from wi_lint.google import carries_iam
from wi_lint.model.terraform import (
    accounts,
    charts,
    clusters,
    google,
    grants,
    objects,
    projects,
    unread,
)
from wi_lint.model.terraform.common import Reader
from wi_lint.values import MapValue, Text, as_text, known

__all__ = ["facts"]


def facts(module: Module) -> Iterator[Fact]:
    """The facts of one module instance; of the modules that it calls, theirs alone."""
    if module.call is not None:
        call = module.call
        yield ModuleCall(unit=module.unit, address=call.address, at=call.placed.head)
        yield from _dropped(module, call)
    for (kind, name), placed in module.folder.resources.items():
        readers = [read for read in (_reader(kind),) if read is not None]
        if placed.block.body.each("provisioner"):
            readers.append(unread.local_exec)
        made = module.resources("resource", kind, name) if readers else []
        for resource in made:
            for read in readers:
                yield from read(resource)
        if readers and not made:
            yield unread.switched_off(module, placed, filter(_judged_asleep, readers))
    yield from _looked_up(module)
    yield from _dangling(module)
    for name in module.folder.modules:
        for call in module.calls(name):
            if call.target is None:
                yield unread.module(call)


def _dropped(module: Module, call: Call) -> Iterator[Fact]:
    """The arguments of a call that the module has no more in its version."""
    for name, (since, instead) in module.folder.dropped.items():
        attribute = call.placed.block.body.attributes.get(name)
        if attribute is not None:
            source, value = call.placed.of(attribute), call.argument(name)
            yield RemovedArgument(
                unit=module.unit,
                address=call.address,
                at=call.placed.head,
                name=name,
                instead=instead,
                value=(as_text(value) if value is not None else None) or known("", call.at(name)),
                key_at=source.span(attribute.start, attribute.name_end),
                of=f"version {since.partition('.')[0]} of the module",
            )


def _dangling(module: Module) -> Iterator[Fact]:
    """The references that lead nowhere."""
    for one in module.dangling():
        yield BadReference(unit=module.unit, address=one.address, at=one.at, says=one.says, better=one.better)


def _looked_up(module: Module) -> Iterator[Fact]:
    """The projects that are not made here, and read; and the states of other roots."""
    for kind, name in module.folder.data:
        if kind == "terraform_remote_state":
            yield from _states(module, name)
        for resource in module.resources("data", kind, name) if kind == "google_project" else ():
            yield from projects.project(resource)


def _states(module: Module, name: str) -> Iterator[Fact]:
    """Which roots' states a data source reads."""
    for resource in module.resources("data", "terraform_remote_state", name):
        reach = module.folders.reach
        found = reach.read(module, resource) if reach is not None else None
        if found is not None:
            of, beside = found
            config = resource.get("config")
            given = config.items if isinstance(config, MapValue) else {}
            said = (given.get(name) for name in ("prefix", "key", "path"))
            at = next((one.here for one in said if isinstance(one, Text)), resource.at("config"))
            yield StateRead(unit=module.unit, address=resource.address, at=at, of=of, beside=beside)


def _reader(kind: str) -> Reader | None:
    return _READERS.get(kind) or grants.reader(kind) or (google.with_policy if carries_iam(kind) else None)


def _judged_asleep(read: Reader) -> bool:
    """Whether what a reader finds is judged by itself, and so where it makes nothing."""
    return read not in _OF_THE_WHOLE


_OF_THE_WHOLE = frozenset({projects.firewall, projects.firewall_policy, objects.typed, unread.acl})
"""Readers of what is judged beside other things alone."""

_READERS: dict[str, Reader] = {
    "google_service_account": google.account,
    "google_service_account_key": google.key,
    "google_project_iam_custom_role": google.custom_role,
    "google_organization_iam_custom_role": google.custom_role,
    "google_iam_workload_identity_pool_provider": projects.pool_provider,
    "google_project_service": projects.service,
    "google_project_services": projects.service,
    "google_project": projects.project,
    "google_project_iam_audit_config": projects.audit_config,
    "google_folder_iam_audit_config": projects.audit_config,
    "google_organization_iam_audit_config": projects.audit_config,
    "google_compute_firewall": projects.firewall,
    "google_compute_network_firewall_policy_association": projects.firewall_policy,
    "google_compute_region_network_firewall_policy_association": projects.firewall_policy,
    "google_org_policy_policy": projects.organization_policy,
    "google_project_organization_policy": projects.organization_policy,
    "google_folder_organization_policy": projects.organization_policy,
    "google_organization_policy": projects.organization_policy,
    "google_gke_hub_membership": clusters.membership,
    **dict.fromkeys(
        (
            "google_container_attached_cluster",
            "google_container_aws_cluster",
            "google_container_azure_cluster",
            "google_gkeonprem_vmware_cluster",
            "google_gkeonprem_bare_metal_cluster",
        ),
        clusters.elsewhere,
    ),
    "google_container_cluster": clusters.cluster,
    "google_container_node_pool": clusters.node_pool,
    "kubernetes_service_account": accounts.declared,
    "kubernetes_service_account_v1": accounts.declared,
    "kubernetes_default_service_account": accounts.default,
    "kubernetes_default_service_account_v1": accounts.default,
    "kubernetes_annotations": accounts.annotated,
    "kubernetes_namespace": accounts.namespace,
    "kubernetes_namespace_v1": accounts.namespace,
    **dict.fromkeys(objects.KINDS, objects.typed),
    "kubernetes_manifest": objects.manifest,
    "kubectl_manifest": objects.text,
    "k8s_manifest": objects.text,
    "helm_release": charts.release,
    **dict.fromkeys(
        (
            f"google_storage_{name}"
            for what in ("bucket", "default_object", "object")
            for name in (f"{what}_acl", f"{what}_access_control")
        ),
        unread.acl,
    ),
}
