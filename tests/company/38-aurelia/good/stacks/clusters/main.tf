terraform {
  required_version = ">= 1.8"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.22"
    }
  }
  backend "gcs" {}
}

provider "google" {
  project = var.project_id
  region  = var.region
}

resource "google_service_account" "nodes" {
  account_id   = "shop-nodes"
  display_name = "Shop cluster nodes (${var.env})"
}

resource "google_project_iam_member" "nodes" {
  project = var.project_id
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes.member
}

resource "google_container_cluster" "shop" {
  name                     = "shop-${var.env}"
  location                 = var.region
  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }
}

resource "google_container_node_pool" "shop" {
  for_each = var.pools

  name     = each.key
  location = var.region
  cluster  = google_container_cluster.shop.name

  autoscaling {
    min_node_count = 0
    max_node_count = each.value.max_nodes
  }

  node_config {
    machine_type    = each.value.machine_type
    service_account = google_service_account.nodes.email
    labels          = { "aurelia.shop/pool" = each.key }

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
