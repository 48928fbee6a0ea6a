resource "google_service_account" "nodes" {
  project      = var.project_id
  account_id   = "${var.name}-nodes"
  display_name = "Nodes of ${var.name}"
}

resource "google_project_iam_member" "nodes" {
  for_each = toset([
    "roles/logging.logWriter",
    "roles/monitoring.metricWriter",
    "roles/monitoring.viewer",
  ])

  project = var.project_id
  role    = each.value
  member  = google_service_account.nodes.member
}

resource "google_artifact_registry_repository_iam_member" "nodes_pull" {
  project    = "harbourline-artifacts"
  location   = "europe"
  repository = "apps"
  role       = "roles/artifactregistry.reader"
  member     = google_service_account.nodes.member
}

resource "google_container_cluster" "this" {
  project  = var.project_id
  name     = var.name
  location = var.region

  subnetwork               = var.subnet
  remove_default_node_pool = true
  initial_node_count       = 1
  deletion_protection      = true

  node_config {
    service_account = google_service_account.nodes.email
  }

  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }
}

resource "google_container_node_pool" "this" {
  for_each = var.pools

  project  = var.project_id
  cluster  = google_container_cluster.this.name
  location = var.region
  name     = each.key

  autoscaling {
    min_node_count = each.value.min
    max_node_count = each.value.max
  }

  node_config {
    machine_type    = each.value.machine_type
    service_account = google_service_account.nodes.email
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]

    labels = {
      "harbourline.io/pool" = each.key
    }

    dynamic "taint" {
      for_each = each.value.tainted ? [each.key] : []
      content {
        key    = "harbourline.io/pool"
        value  = taint.value
        effect = "NO_SCHEDULE"
      }
    }

    workload_metadata_config {
      mode = each.value.metadata
    }
  }
}
