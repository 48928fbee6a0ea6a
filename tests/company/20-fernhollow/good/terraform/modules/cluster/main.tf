variable "project_id" {
  type = string
}

variable "name" {
  type = string
}

variable "region" {
  type = string
}

variable "machine_type" {
  type = string
}

variable "nodes" {
  type = number
}

resource "google_service_account" "nodes" {
  project    = var.project_id
  account_id = "media-nodes"
}

resource "google_project_iam_member" "nodes" {
  project = var.project_id
  role    = "roles/container.defaultNodeServiceAccount"
  member  = "serviceAccount:${google_service_account.nodes.email}"
}

resource "google_artifact_registry_repository_iam_member" "nodes" {
  project    = "fernhollow-images"
  location   = "asia"
  repository = "media"
  role       = "roles/artifactregistry.reader"
  member     = "serviceAccount:${google_service_account.nodes.email}"
}

resource "google_container_cluster" "media" {
  project                  = var.project_id
  name                     = var.name
  location                 = var.region
  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }
}

resource "google_container_node_pool" "media" {
  project    = var.project_id
  cluster    = google_container_cluster.media.name
  location   = var.region
  name       = "media"
  node_count = var.nodes

  node_config {
    machine_type    = var.machine_type
    service_account = google_service_account.nodes.email

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}

output "workload_pool" {
  value = google_container_cluster.media.workload_identity_config[0].workload_pool
}

output "name" {
  value = google_container_cluster.media.name
}
