resource "google_service_account" "nodes" {
  project    = var.project_id
  account_id = "lims-nodes"
}

resource "google_project_iam_member" "nodes" {
  project = var.project_id
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes.member
}

resource "google_artifact_registry_repository_iam_member" "nodes" {
  project    = "wrenfield-images"
  location   = var.region
  repository = "lims"
  role       = "roles/artifactregistry.reader"
  member     = google_service_account.nodes.member
}

resource "google_container_cluster" "lims" {
  project                  = var.project_id
  name                     = "lims-${var.env}"
  location                 = var.region
  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }
}

resource "google_container_node_pool" "workers" {
  project    = var.project_id
  cluster    = google_container_cluster.lims.name
  location   = var.region
  name       = "workers"
  node_count = 1

  node_config {
    machine_type    = var.machine_type
    service_account = google_service_account.nodes.email

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
