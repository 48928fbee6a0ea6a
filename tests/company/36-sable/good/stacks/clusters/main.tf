terraform {
  required_version = "~> 1.9"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.14"
    }
  }
  backend "gcs" {}
}

data "terraform_remote_state" "network" {
  backend = "gcs"
  config = {
    bucket = "sable-terraform-state"
    prefix = var.network_prefix
  }
}

resource "google_service_account" "nodes" {
  project    = var.project_id
  account_id = "policy-gke-nodes"
}

resource "google_project_iam_member" "nodes" {
  project = var.project_id
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes.member
}

resource "google_container_cluster" "policy" {
  for_each = toset(["online", "jobs"])

  project                  = var.project_id
  name                     = each.key
  location                 = var.region
  network                  = data.terraform_remote_state.network.outputs.network
  subnetwork               = data.terraform_remote_state.network.outputs.subnetwork
  remove_default_node_pool = true
  initial_node_count       = 1

  ip_allocation_policy {
    cluster_secondary_range_name  = "pods"
    services_secondary_range_name = "services"
  }

  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }
}

resource "google_container_node_pool" "policy" {
  for_each = google_container_cluster.policy

  project    = var.project_id
  name       = "default-v2"
  location   = var.region
  cluster    = each.value.name
  node_count = var.node_count

  node_config {
    machine_type    = "n2-standard-8"
    service_account = google_service_account.nodes.email

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
