resource "google_service_account" "nodes" {
  project      = var.project
  account_id   = "runtime-nodes"
  display_name = "Nodes of the runtime cluster"
}

resource "google_project_iam_member" "nodes" {
  project = var.project
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes.member
}

resource "google_container_node_pool" "this" {
  for_each = var.pools

  project  = var.project
  name     = each.key
  cluster  = google_container_cluster.runtime.name
  location = var.region

  autoscaling {
    min_node_count = each.value.min
    max_node_count = each.value.max
  }

  node_config {
    machine_type    = each.value.machine_type
    service_account = google_service_account.nodes.email
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
