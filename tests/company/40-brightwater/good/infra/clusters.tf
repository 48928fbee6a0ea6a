locals {
  clusters = {
    online = { machine_type = "n2-standard-4", spot = false }
    batch  = { machine_type = "c2-standard-8", spot = true }
  }
}

resource "google_service_account" "nodes" {
  for_each = local.clusters

  account_id   = "nodes-${each.key}"
  display_name = "Nodes of ${each.key}"
}

resource "google_project_iam_member" "nodes" {
  for_each = local.clusters

  project = var.project_id
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes[each.key].member
}

resource "google_container_cluster" "this" {
  for_each = local.clusters

  name                     = each.key
  location                 = var.region
  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }
}

resource "google_container_node_pool" "main" {
  for_each = local.clusters

  name       = "main"
  location   = var.region
  cluster    = google_container_cluster.this[each.key].name
  node_count = 2

  node_config {
    machine_type    = each.value.machine_type
    spot            = each.value.spot
    service_account = google_service_account.nodes[each.key].email

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
