"""The resources of Google Cloud that wi-lint knows, one row for each, whatever it is written in.

A row joins what one resource is called in Terraform, in Config Connector, in Crossplane and for gcloud;
whether roles can be granted on it, and which arguments of `<type>_iam_<member|binding|policy>` name it
then; and the attributes that Google, and so Terraform, derives from its arguments.

Sources: the registrations of hashicorp/terraform-provider-google(-beta) as of 2026-08-21 (7.45), with the
types that older versions had; the definitions of GoogleCloudPlatform/k8s-config-connector of 2026-08-22;
those of crossplane-contrib/provider-upjet-gcp; the reference of the Google Cloud CLI.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

DAY = "2026-08-22"
"""The day that the lists show which the rows are of."""
SOURCE = "the registrations of Terraform's provider google 7.45 and the definitions of Config Connector"
Scope = Literal["resource", "project", "folder", "organization", "billing"]


class GoogleResource(Struct, frozen=True):
    """A type of resource. `type` is Terraform's name of it, and ours.

    `target`: the arguments that name it where a role is granted on it; nothing where none can be granted.
    `connector`: Config Connector's kind. `crossplane`: the group and the kind. `gcloud`: the command group.
    `attributes`: patterns of what is derived, in which `{name}` is an argument, and `{project}` that of the
    provider where none is given; `{email}` is a service account's.
    """

    type: str
    scope: Scope = "resource"
    target: tuple[str, ...] | None = None
    connector: str = ""
    crossplane: str = ""
    gcloud: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


def _iam(
    type: str,  # noqa: A002 (Terraform's word)
    target: tuple[str, ...],
    *,
    scope: Scope = "resource",
    connector: str = "",
    crossplane: str = "",
    gcloud: str = "",
    attributes: Mapping[str, str] | None = None,
) -> GoogleResource:
    """A resource on which roles can be granted."""
    return GoogleResource(type, scope, target, connector, crossplane, gcloud, attributes or {})


_ROWS = (
    _iam("google_access_context_manager_access_policy", ("name",)),
    _iam("google_api_gateway_api", ("api",)),
    _iam("google_api_gateway_api_config", ("api", "api_config")),
    _iam("google_api_gateway_gateway", ("gateway",)),
    _iam("google_apigee_environment", ("org_id", "env_id")),
    _iam(
        "google_artifact_registry_repository",
        ("repository",),
        crossplane="artifact/RegistryRepository",
        connector="ArtifactRegistryRepository",
        gcloud="artifacts repositories",
    ),
    _iam("google_beyondcorp_application", ("security_gateways_id", "application_id")),
    _iam("google_beyondcorp_security_gateway", ("security_gateway_id",)),
    _iam("google_beyondcorp_security_gateway_application", ("security_gateway_id", "application_id")),
    _iam("google_biglake_hive_catalog", ("name",)),
    _iam("google_biglake_hive_database", ("catalog", "name")),
    _iam("google_biglake_hive_table", ("catalog", "database", "name")),
    _iam("google_biglake_iceberg_catalog", ("name",)),
    _iam("google_biglake_iceberg_namespace", ("catalog", "namespace_id")),
    _iam("google_biglake_iceberg_table", ("catalog", "namespace", "name")),
    _iam("google_bigquery_analytics_hub_data_exchange", ("data_exchange_id",)),
    _iam("google_bigquery_analytics_hub_listing", ("data_exchange_id", "listing_id")),
    _iam("google_bigquery_connection", ("connection_id",)),
    _iam("google_bigquery_datapolicy_data_policy", ("data_policy_id",)),
    _iam("google_bigquery_datapolicyv2_data_policy", ("data_policy_id",)),
    _iam(
        "google_bigquery_dataset",
        ("dataset_id",),
        crossplane="bigquery/Dataset",
        attributes={"id": "projects/{project}/datasets/{dataset_id}"},
    ),
    _iam("google_bigquery_routine", ("dataset_id", "routine_id")),
    _iam("google_bigquery_table", ("dataset_id", "table_id"), connector="BigQueryTable"),
    _iam(
        "google_bigtable_instance", ("instance",), connector="BigtableInstance", gcloud="bigtable instances"
    ),
    _iam("google_bigtable_table", ("instance_name", "table"), connector="BigtableTable"),
    _iam("google_billing_account", ("billing_account_id",), scope="billing", connector="BillingAccount"),
    _iam("google_binary_authorization_attestor", ("attestor",)),
    _iam("google_cloud_run_service", ("service",), connector="RunService", gcloud="run services"),
    _iam("google_cloud_run_v2_job", ("name",)),
    _iam("google_cloud_run_v2_service", ("name",)),
    _iam("google_cloud_run_v2_worker_pool", ("name",)),
    _iam("google_cloud_tasks_queue", ("name",), gcloud="tasks queues"),
    _iam("google_cloudbuildv2_connection", ("name",)),
    _iam("google_clouddeploy_custom_target_type", ("name",)),
    _iam("google_clouddeploy_delivery_pipeline", ("name",)),
    _iam("google_clouddeploy_target", ("name",)),
    _iam("google_cloudfunctions2_function", ("cloud_function",)),
    _iam(
        "google_cloudfunctions_function",
        ("cloud_function",),
        connector="CloudFunctionsFunction",
        gcloud="functions",
    ),
    _iam("google_cloudiot_registry", ("project", "region", "name")),
    _iam("google_colab_runtime_template", ("runtime_template",)),
    _iam("google_compute_backend_bucket", ("name",)),
    _iam("google_compute_backend_service", ("name",)),
    _iam("google_compute_disk", ("name",)),
    _iam("google_compute_firewall_policy", ("name",)),
    _iam("google_compute_image", ("image",)),
    _iam("google_compute_instance", ("instance_name",)),
    _iam("google_compute_instance_template", ("name",)),
    _iam("google_compute_instant_snapshot", ("name",)),
    _iam("google_compute_machine_image", ("machine_image",)),
    _iam("google_compute_network_firewall_policy", ("name",)),
    _iam("google_compute_region_backend_bucket", ("name",)),
    _iam("google_compute_region_backend_service", ("name",)),
    _iam("google_compute_region_disk", ("name",)),
    _iam("google_compute_region_instant_snapshot", ("name",)),
    _iam("google_compute_region_network_firewall_policy", ("name",)),
    _iam("google_compute_snapshot", ("name",)),
    _iam("google_compute_storage_pool", ("name",)),
    _iam(
        "google_compute_subnetwork",
        ("subnetwork",),
        connector="ComputeSubnetwork",
        gcloud="compute networks subnets",
    ),
    _iam("google_container_analysis_note", ("note",)),
    _iam("google_data_catalog_entry_group", ("entry_group",)),
    _iam("google_data_catalog_policy_tag", ("policy_tag",)),
    _iam("google_data_catalog_tag_template", ("tag_template",)),
    _iam("google_data_catalog_taxonomy", ("taxonomy",)),
    _iam("google_data_fusion_instance", ("name",)),
    _iam("google_dataform_repository", ("repository",)),
    _iam("google_dataplex_aspect_type", ("aspect_type_id",)),
    _iam("google_dataplex_asset", ("lake", "dataplex_zone", "asset")),
    _iam("google_dataplex_data_product", ("data_product_id",)),
    _iam("google_dataplex_datascan", ("data_scan_id",)),
    _iam("google_dataplex_entry_group", ("entry_group_id",)),
    _iam("google_dataplex_entry_type", ("entry_type_id",)),
    _iam("google_dataplex_glossary", ("glossary_id",)),
    _iam("google_dataplex_lake", ("lake",)),
    _iam("google_dataplex_task", ("lake", "task_id")),
    _iam("google_dataplex_zone", ("lake", "dataplex_zone")),
    _iam("google_dataproc_autoscaling_policy", ("policy_id",)),
    _iam("google_dataproc_cluster", ("cluster",)),
    _iam("google_dataproc_job", ("job_id",)),
    _iam("google_dataproc_metastore_database", ("service_id", "database")),
    _iam("google_dataproc_metastore_federation", ("federation_id",)),
    _iam("google_dataproc_metastore_service", ("service_id",)),
    _iam("google_dataproc_metastore_table", ("service_id", "database_id", "table")),
    _iam("google_discovery_engine_search_engine", ("collection_id", "engine_id")),
    _iam(
        "google_dns_managed_zone", ("managed_zone",), connector="DNSManagedZone", gcloud="dns managed-zones"
    ),
    _iam("google_endpoints_service", ("service_name",)),
    _iam("google_endpoints_service_consumers", ("service_name", "consumer_project")),
    _iam("google_folder", ("folder",), crossplane="cloudplatform/Folder", scope="folder", connector="Folder"),
    _iam("google_gemini_repository_group", ("code_repository_index", "repository_group_id")),
    _iam("google_gke_backup_backup_plan", ("name",)),
    _iam("google_gke_backup_restore_plan", ("name",)),
    _iam("google_gke_hub_feature", ("name",)),
    _iam("google_gke_hub_membership", ("membership_id",)),
    _iam("google_gke_hub_scope", ("scope_id",)),
    _iam("google_healthcare_consent_store", ("dataset", "consent_store_id")),
    _iam("google_healthcare_dataset", ("dataset_id",)),
    _iam("google_healthcare_dicom_store", ("dicom_store_id",)),
    _iam("google_healthcare_fhir_store", ("fhir_store_id",)),
    _iam("google_healthcare_hl7_v2_store", ("hl7_v2_store_id",)),
    _iam("google_iam_workforce_pool", ("workforce_pool_id",)),
    _iam(
        "google_iam_workload_identity_pool",
        ("workload_identity_pool_id",),
        attributes={
            "name": "projects/{project_number}/locations/global/workloadIdentityPools/"
            "{workload_identity_pool_id}"
        },
    ),
    _iam("google_iap_agent_registry", ("location",)),
    _iam("google_iap_agent_registry_agent", ("agent_id",)),
    _iam("google_iap_agent_registry_endpoint", ("endpoint_id",)),
    _iam("google_iap_agent_registry_mcp_server", ("mcp_server_id",)),
    _iam("google_iap_app_engine_service", ("app_id", "service")),
    _iam("google_iap_app_engine_version", ("app_id", "service", "version_id")),
    _iam("google_iap_location_web", ("location",)),
    _iam("google_iap_tunnel", ()),
    _iam("google_iap_tunnel_dest_group", ("dest_group",)),
    _iam("google_iap_tunnel_instance", ("instance",)),
    _iam("google_iap_web", ()),
    _iam("google_iap_web_backend_service", ("web_backend_service",)),
    _iam("google_iap_web_cloud_run_service", ("cloud_run_service_name",)),
    _iam("google_iap_web_forwarding_rule_service", ("forwarding_rule_service_name",)),
    _iam("google_iap_web_region_backend_service", ("web_region_backend_service",)),
    _iam("google_iap_web_region_forwarding_rule_service", ("forwarding_rule_region_service_name",)),
    _iam("google_iap_web_type_app_engine", ("app_id",)),
    _iam("google_iap_web_type_compute", ()),
    _iam(
        "google_kms_crypto_key",
        ("crypto_key_id",),
        crossplane="kms/CryptoKey",
        connector="KMSCryptoKey",
        gcloud="kms keys",
        attributes={"id": "{key_ring}/cryptoKeys/{name}"},
    ),
    _iam("google_kms_ekm_connection", ("name",)),
    _iam(
        "google_kms_key_ring",
        ("key_ring_id",),
        crossplane="kms/KeyRing",
        connector="KMSKeyRing",
        gcloud="kms keyrings",
        attributes={"id": "projects/{project}/locations/{location}/keyRings/{name}"},
    ),
    _iam("google_logging_log_view", ("parent", "bucket", "name")),
    _iam("google_network_connectivity_hub", ("hub",)),
    _iam("google_network_security_address_group", ("name",)),
    _iam("google_notebooks_instance", ("instance_name",)),
    _iam("google_notebooks_runtime", ("runtime_name",)),
    _iam("google_organization", ("org_id",), scope="organization", connector="Organization"),
    _iam("google_privateca_ca_pool", ("ca_pool",)),
    _iam("google_privateca_certificate_authority", ("certificate_authority",)),
    _iam("google_privateca_certificate_template", ("certificate_template",)),
    _iam(
        "google_project",
        ("project",),
        crossplane="cloudplatform/Project",
        scope="project",
        connector="Project",
        attributes={"project_id": "{project_id}", "id": "projects/{project_id}"},
    ),
    _iam("google_pubsub_schema", ("schema",)),
    _iam(
        "google_pubsub_subscription",
        ("subscription",),
        crossplane="pubsub/Subscription",
        connector="PubSubSubscription",
        gcloud="pubsub subscriptions",
        attributes={"id": "projects/{project}/subscriptions/{name}"},
    ),
    _iam(
        "google_pubsub_topic",
        ("topic",),
        crossplane="pubsub/Topic",
        connector="PubSubTopic",
        gcloud="pubsub topics",
        attributes={"id": "projects/{project}/topics/{name}"},
    ),
    _iam("google_runtimeconfig_config", ("config",)),
    _iam("google_scc_source", ("organization", "source")),
    _iam("google_scc_v2_organization_source", ("organization", "source")),
    _iam("google_secret_manager_regional_secret", ("secret_id",)),
    _iam(
        "google_secret_manager_secret",
        ("secret_id",),
        crossplane="secretmanager/Secret",
        connector="SecretManagerSecret",
        gcloud="secrets",
        attributes={"id": "projects/{project}/secrets/{secret_id}"},
    ),
    _iam("google_secure_source_manager_instance", ("instance_id",)),
    _iam("google_secure_source_manager_repository", ("repository_id",)),
    _iam(
        "google_service_account",
        ("service_account_id",),
        crossplane="cloudplatform/ServiceAccount",
        connector="IAMServiceAccount",
        attributes={
            "email": "{email}",
            "name": "projects/{project}/serviceAccounts/{email}",
            "id": "projects/{project}/serviceAccounts/{email}",
            "member": "serviceAccount:{email}",
            "project": "{project}",
        },
    ),
    _iam("google_service_directory_namespace", ("name",)),
    _iam("google_service_directory_service", ("name",)),
    _iam("google_sourcerepo_repository", ("repository",)),
    _iam(
        "google_spanner_database",
        ("instance", "database"),
        crossplane="spanner/Database",
        connector="SpannerDatabase",
        gcloud="spanner databases",
    ),
    _iam(
        "google_spanner_instance",
        ("instance",),
        crossplane="spanner/Instance",
        connector="SpannerInstance",
        gcloud="spanner instances",
    ),
    _iam(
        "google_storage_bucket",
        ("bucket",),
        crossplane="storage/Bucket",
        connector="StorageBucket",
        gcloud="storage buckets",
    ),
    _iam("google_storage_managed_folder", ("bucket", "managed_folder")),
    _iam("google_tags_tag_key", ("tag_key",)),
    _iam("google_tags_tag_value", ("tag_value",)),
    _iam("google_vertex_ai_endpoint", ("endpoint",)),
    _iam("google_vertex_ai_feature_group", ("feature_group",)),
    _iam("google_vertex_ai_feature_online_store", ("feature_online_store",)),
    _iam("google_vertex_ai_feature_online_store_featureview", ("feature_online_store", "feature_view")),
    _iam("google_vertex_ai_featurestore", ("featurestore",)),
    _iam("google_vertex_ai_featurestore_entitytype", ("featurestore", "entitytype")),
    _iam("google_vertex_ai_reasoning_engine", ("reasoning_engine",)),
    _iam("google_workbench_instance", ("name",)),
    _iam(
        "google_workstations_workstation",
        ("workstation_cluster_id", "workstation_config_id", "workstation_id"),
    ),
    _iam("google_workstations_workstation_config", ("workstation_cluster_id", "workstation_config_id")),
    # on these no role can be granted, or not by resources of their own
    GoogleResource(
        "google_project_iam_custom_role",
        attributes={"id": "projects/{project}/roles/{role_id}", "name": "projects/{project}/roles/{role_id}"},
    ),
    GoogleResource(
        "google_organization_iam_custom_role",
        attributes={
            "id": "organizations/{org_id}/roles/{role_id}",
            "name": "organizations/{org_id}/roles/{role_id}",
        },
    ),
    GoogleResource("google_client_config", attributes={"project": "{project}"}),
    GoogleResource(
        "google_container_cluster",
        connector="ContainerCluster",
        crossplane="container/Cluster",
        attributes={"id": "projects/{project}/locations/{location}/clusters/{name}", "project": "{project}"},
    ),
    GoogleResource(
        "google_container_node_pool", connector="ContainerNodePool", crossplane="container/NodePool"
    ),
    GoogleResource(
        "google_compute_default_service_account",
        attributes={"email": "{number}-compute@developer.gserviceaccount.com"},
    ),
)

RESOURCES: Mapping[str, GoogleResource] = {row.type: row for row in _ROWS}
"""Every row, by Terraform's type."""
OF_CONNECTOR: Mapping[str, GoogleResource] = {row.connector: row for row in _ROWS if row.connector}
"""Those that Config Connector has too, by its kind."""
OF_CROSSPLANE: Mapping[str, GoogleResource] = {row.crossplane: row for row in _ROWS if row.crossplane}
"""Those of Crossplane's provider, by group and kind."""
OF_GCLOUD: Mapping[str, GoogleResource] = {row.gcloud: row for row in _ROWS if row.gcloud}
"""Those that gcloud grants roles on, by the group of its commands."""


def carries_iam(type: str) -> bool:  # noqa: A002
    """Whether roles can be granted on a type of resource."""
    return type in RESOURCES and RESOURCES[type].target is not None


def iam_arguments(type: str) -> tuple[str, ...]:  # noqa: A002
    """The arguments that name the target of `<type>_iam_member`; none for an unknown type."""
    return (RESOURCES[type].target or ()) if type in RESOURCES else ()
