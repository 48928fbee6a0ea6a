"""Facts by their type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from wi_lint.facts import (
    AccountKey,
    AuditConfig,
    BadReference,
    CloudResource,
    Cluster,
    ClusterReference,
    CustomRole,
    Demand,
    DeprecatedFlag,
    EnabledService,
    ExternalAccount,
    Fact,
    Firewall,
    FleetMembership,
    GoneAccount,
    GoogleAccount,
    Grant,
    HeldToken,
    KeyMaterial,
    KeyRead,
    KubernetesAccount,
    LiteralVariable,
    MisplacedAnnotation,
    ModuleCall,
    Namespace,
    NetworkPolicy,
    NodePool,
    OrganizationPolicy,
    Problem,
    Project,
    RemovedArgument,
    Secret,
    SecretClass,
    SettingsMap,
    SwitchedOff,
    UnescapedKey,
    UnquotedMember,
    Unread,
    UnreadValue,
    Waiver,
    Workload,
)
from wi_lint.told import Told

F = TypeVar("F", bound=Fact)


class Collected:
    """Every fact of a run, and what the user tells beside the files."""

    def __init__(self, facts: Iterable[Fact], told: Told = Told()) -> None:  # noqa: B008 (frozen)
        self.told = told
        self.facts = tuple(facts)
        by_type: dict[type, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            by_type[type(fact)].append(fact)

        def of(kind: type[F]) -> tuple[F, ...]:
            return tuple(fact for fact in by_type[kind] if isinstance(fact, kind))

        self.kubernetes_accounts = of(KubernetesAccount)
        self.workloads = of(Workload)
        self.misplaced_annotations = of(MisplacedAnnotation)
        self.module_calls = of(ModuleCall)
        self.namespaces = of(Namespace)
        self.secrets = of(Secret)
        self.secret_classes = of(SecretClass)
        self.demands = of(Demand)
        self.settings_maps = of(SettingsMap)
        self.external_accounts = of(ExternalAccount)
        self.network_policies = of(NetworkPolicy)
        self.google_accounts = of(GoogleAccount)
        self.custom_roles = of(CustomRole)
        self.projects = of(Project)
        self.audit_configs = of(AuditConfig)
        self.firewalls = of(Firewall)
        self.organization_policies = of(OrganizationPolicy)
        self.fleet_memberships = of(FleetMembership)
        self.enabled_services = of(EnabledService)
        held = {role.name.key: role.permissions for role in self.custom_roles}
        self.grants = tuple(
            replace(grant, permissions=held[grant.role.key]) if grant.role.key in held else grant
            for grant in of(Grant)
        )
        self.clusters = of(Cluster)
        self.cluster_references = of(ClusterReference)
        self.node_pools = of(NodePool)
        self.removed_arguments = of(RemovedArgument)
        self.account_keys = of(AccountKey)
        self.cloud_resources = of(CloudResource)
        self.gone_accounts = of(GoneAccount)
        self.deprecated_flags = of(DeprecatedFlag)
        self.held_tokens = of(HeldToken)
        self.keys_read = of(KeyRead)
        self.switched_off = of(SwitchedOff)
        self.unquoted_members = of(UnquotedMember)
        self.literal_variables = of(LiteralVariable)
        self.unescaped_keys = of(UnescapedKey)
        self.key_materials = of(KeyMaterial)
        self.bad_references = of(BadReference)
        self.unread = tuple(
            one for one in of(Unread) if one.kind != "module" or not told.trusts_module(one.text)
        )
        self.unread_values = of(UnreadValue)
        self.problems = of(Problem)
        self.waivers = of(Waiver)
