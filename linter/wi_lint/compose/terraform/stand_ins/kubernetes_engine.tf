stands_for {
  sources = [
    "terraform-google-modules/terraform-google-kubernetes-engine",
    "terraform-google-modules/terraform-google-kubernetes-engine//modules/private-cluster",
    "terraform-google-modules/terraform-google-kubernetes-engine//modules/private-cluster-update-variant",
    "terraform-google-modules/terraform-google-kubernetes-engine//modules/beta-public-cluster",
    "terraform-google-modules/terraform-google-kubernetes-engine//modules/beta-public-cluster-update-variant",
    "terraform-google-modules/terraform-google-kubernetes-engine//modules/beta-private-cluster",
    "terraform-google-modules/terraform-google-kubernetes-engine//modules/beta-private-cluster-update-variant",
    "terraform-google-modules/terraform-google-kubernetes-engine//modules/safer-cluster",
    "terraform-google-modules/terraform-google-kubernetes-engine//modules/safer-cluster-update-variant",
  ]
  about = "Makes a GKE cluster with Workload Identity, unless `identity_namespace` is null, and its node pools."
  see   = "https://github.com/terraform-google-modules/terraform-google-kubernetes-engine"
}

dropped "9.0.0" {
  node_version = ""
}

dropped "12.0.0" {
  gcloud_skip_download = ""
}

dropped "14.0.0" {
  registry_project_id = "registry_project_ids"
}

dropped "19.0.0" {
  basic_auth_username = ""
  basic_auth_password = ""
}

dropped "21.0.0" {
  impersonate_service_account = ""
  gcloud_upgrade              = ""
}

dropped "26.0.0" {
  skip_provisioners = ""
}

dropped "33.0.0" {
  monitoring_observability_metrics_relay_mode = "monitoring_enable_observability_relay"
}

variable "project_id" {}

variable "name" {}

variable "regional" {
  type    = bool
  default = true
}

variable "region" {
  default = null
}

variable "zones" {
  type    = list(string)
  default = []
}

variable "identity_namespace" {
  default = "enabled"
  before "8.0.0" {
    default = null
  }
}

variable "node_metadata" {
  default = "GKE_METADATA"
  before "8.0.0" {
    default = "UNSPECIFIED"
  }
}

variable "takes_old_words" {
  default = false
  before "19.0.0" {
    default = true
  }
}

variable "create_service_account" {
  type    = bool
  default = true
}

variable "service_account" {
  type    = string
  default = ""
}

variable "service_account_name" {
  type    = string
  default = ""
}

variable "node_pools" {
  default = [{ name = "default-node-pool" }]
}

variable "windows_node_pools" {
  default = []
}

variable "node_pools_labels" {
  default = {}
}

locals {
  location = var.regional ? var.region : var.zones[0]
  pool     = var.identity_namespace == "enabled" ? "${var.project_id}.svc.id.goog" : var.identity_namespace
  pools    = var.identity_namespace == null || var.identity_namespace == "null" ? [] : [local.pool]
  made     = google_service_account.cluster_service_account[*].email
  nodes    = contains(["", "create"], var.service_account) && var.create_service_account ? local.made[0] : var.service_account
  suffix   = random_string.cluster_service_account_suffix.result
  words    = { GKE_METADATA_SERVER = "GKE_METADATA", EXPOSE = "GCE_METADATA" }
  old      = var.takes_old_words ? merge(local.words, { SECURE = "GCE_METADATA" }) : {}
  mode     = lookup(merge(local.words, local.old), var.node_metadata, var.node_metadata)
}

resource "random_string" "cluster_service_account_suffix" {
  length = 4
}

resource "google_service_account" "cluster_service_account" {
  count      = var.create_service_account ? 1 : 0
  project    = var.project_id
  account_id = var.service_account_name == "" ? "tf-gke-${substr(var.name, 0, 15)}-${local.suffix}" : var.service_account_name
}

resource "google_container_cluster" "primary" {
  name                     = var.name
  project                  = var.project_id
  location                 = local.location
  remove_default_node_pool = true
  dynamic "workload_identity_config" {
    for_each = local.pools
    content {
      workload_pool = workload_identity_config.value
    }
  }
}

resource "google_container_node_pool" "pools" {
  for_each = { for number, pool in concat(var.node_pools, var.windows_node_pools) : tostring(number) => pool }
  name     = each.value.name
  project  = var.project_id
  location = local.location
  cluster  = google_container_cluster.primary.name
  node_config {
    service_account = lookup(each.value, "service_account", local.nodes)
    labels = merge(
      { cluster_name = var.name, node_pool = each.value.name },
      lookup(var.node_pools_labels, "all", {}),
      lookup(var.node_pools_labels, each.value.name, {}),
    )
    dynamic "workload_metadata_config" {
      for_each = var.node_metadata == "UNSPECIFIED" ? [] : [local.mode]
      content {
        mode = lookup(local.old, lookup(each.value, "node_metadata", ""), lookup(each.value, "node_metadata", workload_metadata_config.value))
      }
    }
  }
}

output "name" {
  value = google_container_cluster.primary.name
}

output "cluster_id" {
  value = google_container_cluster.primary.id
}

output "location" {
  value = local.location
}

output "region" {
  value = var.region
}

output "identity_namespace" {
  value = local.pools[0]
}

output "service_account" {
  value = local.nodes
}
