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

data "terraform_remote_state" "clusters" {
  backend = "gcs"
  config = {
    bucket = var.state_bucket
    prefix = "clusters"
  }
}

locals {
  workloads = yamldecode(file("${path.module}/../../workloads/${var.environment}.yaml")).workloads

  pools = {
    cluster = data.terraform_remote_state.clusters.outputs.workload_pool
    fleet   = data.terraform_remote_state.clusters.outputs.fleet_pool
  }

  bucket_grants = merge([
    for name, w in local.workloads : {
      for bucket, role in lookup(w, "buckets", {}) : "${name}/${bucket}" => {
        account = name
        bucket  = bucket
        role    = role
      }
    }
  ]...)

  topic_grants = merge([
    for name, w in local.workloads : {
      for topic, role in lookup(w, "topics", {}) : "${name}/${topic}" => {
        account = name
        topic   = topic
        role    = role
      }
    }
  ]...)
}

resource "google_service_account" "workload" {
  for_each = local.workloads

  project      = var.project_id
  account_id   = each.key
  display_name = "Workload ${each.key}"
}

resource "google_service_account_iam_member" "workload_identity" {
  for_each = local.workloads

  service_account_id = google_service_account.workload[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.pools[each.value.pool]}[${each.value.namespace}/${each.value.ksa}]"
}

resource "google_storage_bucket_iam_member" "workload" {
  for_each = local.bucket_grants

  bucket = each.value.bucket
  role   = each.value.role
  member = google_service_account.workload[each.value.account].member
}

resource "google_pubsub_topic_iam_member" "workload" {
  for_each = local.topic_grants

  project = var.project_id
  topic   = each.value.topic
  role    = each.value.role
  member  = google_service_account.workload[each.value.account].member
}
