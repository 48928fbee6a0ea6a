terraform {
  required_version = ">= 1.6"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.20"
    }
  }
  backend "gcs" {}
}

provider "google" {
  project = var.project_id
}

resource "google_service_account" "nodes" {
  account_id   = "gke-nodes"
  display_name = "GKE node pools"
}

resource "google_project_iam_member" "nodes" {
  project = var.project_id
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes.member
}

resource "google_container_cluster" "this" {
  for_each = var.clusters

  name                     = each.key
  project                  = var.project_id
  location                 = each.value.region
  remove_default_node_pool = true
  initial_node_count       = 1
  datapath_provider        = "ADVANCED_DATAPATH"

  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }

  fleet {
    project = var.fleet_project
  }
}

resource "google_container_node_pool" "general" {
  for_each = var.clusters

  name     = "general"
  project  = var.project_id
  location = each.value.region
  cluster  = google_container_cluster.this[each.key].name

  autoscaling {
    min_node_count = 1
    max_node_count = each.value.max_nodes
  }

  node_config {
    machine_type    = each.value.machine_type
    service_account = google_service_account.nodes.email
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
