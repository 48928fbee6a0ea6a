resource "google_compute_network" "records" {
  name                    = "records"
  auto_create_subnetworks = false
}

resource "google_compute_subnetwork" "records" {
  name                     = "records-${local.region}"
  network                  = google_compute_network.records.id
  ip_cidr_range            = "10.64.0.0/20"
  private_ip_google_access = true

  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = "10.72.0.0/14"
  }

  secondary_ip_range {
    range_name    = "services"
    ip_cidr_range = "10.76.0.0/20"
  }
}

resource "google_service_account" "nodes" {
  account_id   = "records-nodes"
  display_name = "records node pool"
}

resource "google_project_iam_member" "nodes" {
  project = local.project
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes.member
}

resource "google_container_cluster" "records" {
  name       = "records"
  location   = local.region
  network    = google_compute_network.records.id
  subnetwork = google_compute_subnetwork.records.id

  remove_default_node_pool = true
  initial_node_count       = 1

  node_config {
    service_account = google_service_account.nodes.email
  }

  ip_allocation_policy {
    cluster_secondary_range_name  = "pods"
    services_secondary_range_name = "services"
  }

  workload_identity_config {
    workload_pool = "${local.project}.svc.id.goog"
  }

  resource_labels = {
    environment = terraform.workspace
  }
}

resource "google_container_node_pool" "main" {
  name       = "main"
  location   = local.region
  cluster    = google_container_cluster.records.name
  node_count = local.size.nodes

  node_config {
    machine_type    = local.size.machine
    service_account = google_service_account.nodes.email

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
