resource "google_service_account" "nodes" {
  project    = var.project_id
  account_id = "plant-nodes"
}

resource "google_project_iam_member" "nodes" {
  project = var.project_id
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes.member
}

resource "google_container_cluster" "plant" {
  project                  = var.project_id
  name                     = var.cluster_name
  location                 = var.region
  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }
}

resource "google_container_node_pool" "pool" {
  for_each = var.node_pools

  project  = var.project_id
  name     = each.key
  location = var.region
  cluster  = google_container_cluster.plant.name

  autoscaling {
    min_node_count = 0
    max_node_count = each.value.max_nodes
  }

  node_config {
    machine_type    = each.value.machine_type
    labels          = each.value.labels
    service_account = google_service_account.nodes.email

    workload_metadata_config {
      mode = each.value.metadata_mode
    }
  }
}

output "workload_pool" {
  value = google_container_cluster.plant.workload_identity_config[0].workload_pool
}
