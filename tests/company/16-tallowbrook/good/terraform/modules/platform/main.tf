resource "google_service_account" "nodes" {
  project    = var.project_id
  account_id = "gke-nodes"
}

resource "google_project_iam_member" "nodes" {
  project = var.project_id
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes.member
}

resource "google_artifact_registry_repository_iam_member" "nodes" {
  project    = "tallowbrook-images"
  location   = "us-east4"
  repository = "storefront"
  role       = "roles/artifactregistry.reader"
  member     = google_service_account.nodes.member
}

resource "google_container_cluster" "shop" {
  project                  = var.project_id
  name                     = "shop"
  location                 = var.region
  datapath_provider        = "ADVANCED_DATAPATH"
  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }
}

resource "google_container_node_pool" "shop" {
  project    = var.project_id
  cluster    = google_container_cluster.shop.name
  location   = var.region
  name       = "shop"
  node_count = var.nodes_per_zone

  node_config {
    machine_type    = "t2d-standard-4"
    service_account = google_service_account.nodes.email

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
