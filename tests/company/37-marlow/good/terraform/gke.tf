resource "google_service_account" "nodes" {
  account_id   = "metering-nodes"
  display_name = "Metering cluster nodes"
}

resource "google_project_iam_member" "nodes" {
  project = local.project
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes.member
}

resource "google_container_cluster" "metering" {
  name                     = "metering-${local.env}"
  location                 = local.region
  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "${local.project}.svc.id.goog"
  }
}

resource "google_container_node_pool" "main" {
  name       = "main"
  cluster    = google_container_cluster.metering.name
  location   = local.region
  node_count = 2

  node_config {
    machine_type    = local.machine_type
    service_account = google_service_account.nodes.email

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
