locals {
  identity_clusters = { for name, c in var.clusters : name => c if c.workload_identity }
}

resource "google_service_account" "nodes" {
  project    = var.project
  account_id = "gke-nodes-${var.environment}"
}

resource "google_project_iam_member" "nodes" {
  project = var.project
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes.member
}

resource "google_container_cluster" "this" {
  for_each = var.clusters

  project                  = var.project
  name                     = "${var.environment}-${each.key}"
  location                 = each.value.location
  remove_default_node_pool = true
  initial_node_count       = 1

  dynamic "workload_identity_config" {
    for_each = each.value.workload_identity ? [1] : []
    content {
      workload_pool = "${var.project}.svc.id.goog"
    }
  }

  fleet {
    project = var.project
  }
}

resource "google_container_node_pool" "this" {
  for_each = var.clusters

  project    = var.project
  name       = "pool-1"
  location   = each.value.location
  cluster    = google_container_cluster.this[each.key].name
  node_count = 2

  node_config {
    machine_type    = each.value.machine_type
    service_account = google_service_account.nodes.email

    dynamic "workload_metadata_config" {
      for_each = each.value.workload_identity ? [1] : []
      content {
        mode = "GKE_METADATA"
      }
    }
  }
}

output "workload_pool" {
  value = one(distinct([
    for name in keys(local.identity_clusters) :
    google_container_cluster.this[name].workload_identity_config[0].workload_pool
  ]))
}
