terraform {
  backend "gcs" {
    bucket = "orrery-tfstate"
  }
}

resource "google_service_account" "nodes" {
  project    = var.project_id
  account_id = "imaging-nodes"
}

resource "google_project_iam_member" "nodes" {
  project = var.project_id
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes.member
}

resource "google_artifact_registry_repository_iam_member" "nodes" {
  project    = "orrery-artifacts"
  location   = "us-west1"
  repository = "imaging"
  role       = "roles/artifactregistry.reader"
  member     = google_service_account.nodes.member
}

resource "google_container_cluster" "imaging" {
  project                  = var.project_id
  name                     = "imaging"
  location                 = var.region
  initial_node_count       = 1
  remove_default_node_pool = true

  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }
}

resource "google_container_node_pool" "default" {
  project    = var.project_id
  cluster    = google_container_cluster.imaging.name
  location   = var.region
  name       = "default"
  node_count = var.nodes

  node_config {
    machine_type    = "n2-highmem-4"
    service_account = google_service_account.nodes.email

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
