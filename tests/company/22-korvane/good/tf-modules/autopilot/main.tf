variable "project" {
  type = string
}

variable "region" {
  type = string
}

variable "env" {
  type = string
}

variable "name" {
  type = string
}

variable "subnetwork" {
  type = string
}

variable "release_channel" {
  type    = string
  default = "REGULAR"
}

resource "google_service_account" "nodes" {
  project    = var.project
  account_id = "gke-nodes-${var.env}"
}

resource "google_project_iam_member" "nodes" {
  project = var.project
  role    = "roles/container.defaultNodeServiceAccount"
  member  = "serviceAccount:${google_service_account.nodes.email}"
}

resource "google_container_cluster" "this" {
  project          = var.project
  name             = var.name
  location         = var.region
  enable_autopilot = true
  network          = "projects/korvane-net/global/networks/shared"
  subnetwork       = var.subnetwork

  cluster_autoscaling {
    auto_provisioning_defaults {
      service_account = google_service_account.nodes.email
    }
  }

  ip_allocation_policy {
    cluster_secondary_range_name  = "pods"
    services_secondary_range_name = "services"
  }

  release_channel {
    channel = var.release_channel
  }
}

output "workload_pool" {
  value = google_container_cluster.this.workload_identity_config[0].workload_pool
}
