resource "google_container_cluster" "main" {
  project           = "acme-prod"
  name              = "main"
  location          = "europe-west1"
  datapath_provider = "ADVANCED_DATAPATH"

  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "acme-prod.svc.id.goog"
  }
}

resource "google_container_node_pool" "main" {
  project = "acme-prod"
  name    = "main"
  cluster = google_container_cluster.main.id

  node_config {
    service_account = google_service_account.nodes.email

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}

resource "google_service_account" "nodes" {
  project    = "acme-prod"
  account_id = "main-nodes"
}

resource "google_project_iam_member" "nodes" {
  project = "acme-prod"
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes.member
}

resource "google_project_service" "all" {
  for_each = toset(["container.googleapis.com", "iam.googleapis.com", "iamcredentials.googleapis.com", "sqladmin.googleapis.com"])
  project  = "acme-prod"
  service  = each.key
}
