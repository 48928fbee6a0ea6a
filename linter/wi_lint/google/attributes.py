"""What the resources of an identity have for attributes, and what is meant by one that they do not have.

Source: the schemas of hashicorp/terraform-provider-google as of 2026-08-21 (7.45), the beta provider's
pages, and what older versions had.
"""

from __future__ import annotations

from wi_lint.grammar import is_slip, near

_ALL = ("id", "timeouts")
ATTRIBUTES = {
    kind: frozenset((*_ALL, *names.split()))
    for kind, names in {
        "google_service_account": (
            "account_id create_ignore_already_exists deletion_policy description disabled "
            "display_name email member name policy_data project unique_id"
        ),
        "google_project": (
            "app_engine auto_create_network billing_account deletion_policy effective_labels "
            "folder_id labels name number org_id policy_data policy_etag project_id skip_delete tags "
            "terraform_labels"
        ),
        "google_client_config": ("access_token default_labels project region zone"),
        "google_container_cluster": (
            "additional_zones addons_config allow_net_admin anonymous_authentication_config "
            "authenticator_groups_config autopilot_cluster_policy_config "
            "autopilot_privileged_admission binary_authorization cluster_autoscaling "
            "cluster_ipv4_cidr cluster_telemetry confidential_nodes control_plane_endpoints_config "
            "cost_management_config database_encryption datapath_provider dataplane_optimization_mode "
            "default_max_pods_per_node default_snat_status deletion_policy deletion_protection "
            "description desired_emulated_version disable_l4_lb_firewall_reconciliation dns_config "
            "effective_labels emulated_version enable_autopilot enable_binary_authorization "
            "enable_cilium_clusterwide_network_policy enable_fqdn_network_policy "
            "enable_intranode_visibility enable_k8s_beta_apis enable_kubernetes_alpha "
            "enable_l4_ilb_subsetting enable_legacy_abac enable_multi_networking "
            "enable_shielded_nodes enable_tpu endpoint enterprise_config fleet gateway_api_config "
            "gke_auto_upgrade_config identity_service_config ignore_node_count_changes "
            "in_transit_encryption_config initial_node_count instance_group_urls ip_allocation_policy "
            "label_fingerprint location logging_config logging_service maintenance_policy "
            "managed_machine_learning_diagnostics_config managed_opentelemetry_config master_auth "
            "master_authorized_networks_config master_ipv4_cidr_block master_version "
            "mesh_certificates min_master_version monitoring_config monitoring_service name network "
            "network_performance_config network_policy networking_mode node_config "
            "node_creation_config node_locations node_pool node_pool_auto_config node_pool_defaults "
            "node_version notification_config operation pod_autoscaling pod_security_policy_config "
            "private_cluster private_cluster_config private_ipv6_google_access project protect_config "
            "rbac_binding_config region release_channel remove_default_node_pool resource_labels "
            "resource_usage_export_config rollback_safe_upgrade secret_manager_config "
            "secret_sync_config security_posture_config self_link service_external_ips_config "
            "services_ipv4_cidr skip_node_pool_refresh subnetwork terraform_labels tpu_config "
            "tpu_ipv4_cidr_block user_managed_keys_config vertical_pod_autoscaling "
            "workload_alts_config workload_identity_config zone"
        ),
    }.items()
}
"""The attributes of types whose values name identities; data sources have those of their resources."""
_ELSEWHERE = frozenset().union(*ATTRIBUTES.values())


def meant_instead(kind: str, name: str) -> str | None:
    """The attribute that is likely meant by one which a type does not have; nothing where it may have it.

    A list grows old: a name is taken for a slip only where another type of this page has it, or where it
    is a letter or two away from one of the type's own.

    >>> meant_instead("google_container_cluster", "project_id")
    'project'
    """
    own = ATTRIBUTES.get(kind)
    if own is None or name in own or len(name) > _LONG:
        return None
    if name in _ELSEWHERE:
        return next((one for one in sorted(own) if near(_words(one), _words(name))), "")
    return next((one for one in sorted(own) if is_slip(one, name)), None)


def _words(name: str) -> str:
    return name.replace("_", "-")


_LONG = 60
"""Characters of a name that is compared at all."""
