resource "google_service_account" "nodes" {
  account_id   = "policy-nodes"
  display_name = "policy cluster nodes"
}

resource "google_project_iam_member" "nodes" {
  project = var.core_project
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes.member
}

resource "google_container_cluster" "policy" {
  name     = "policy"
  location = "europe-west2"

  remove_default_node_pool = true
  initial_node_count       = 1

  node_config {
    service_account = google_service_account.nodes.email
  }

  workload_identity_config {
    workload_pool = "${var.core_project}.svc.id.goog"
  }
}

resource "google_container_node_pool" "policy" {
  name       = "policy"
  location   = "europe-west2"
  cluster    = google_container_cluster.policy.name
  node_count = var.node_count

  node_config {
    machine_type    = "n2-standard-4"
    service_account = google_service_account.nodes.email

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
