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

data "terraform_remote_state" "clusters" {
  backend = "gcs"
  config = {
    bucket = "sable-terraform-state"
    prefix = var.clusters_prefix
  }
}

locals {
  pool = data.terraform_remote_state.clusters.outputs.workload_pool

  service_accounts = {
    quote-engine    = "quoting"
    document-render = "documents"
  }
}

resource "google_service_account" "app" {
  for_each = local.service_accounts

  project    = var.project_id
  account_id = each.key
}

resource "google_service_account_iam_binding" "workload_identity" {
  for_each = local.service_accounts

  service_account_id = google_service_account.app[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  members            = ["serviceAccount:${local.pool}[${each.value}/${each.key}]"]
}

resource "google_storage_bucket" "documents" {
  project                     = var.project_id
  name                        = var.documents
  location                    = var.region
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "document_render" {
  bucket = google_storage_bucket.documents.name
  role   = "roles/storage.objectCreator"
  member = google_service_account.app["document-render"].member
}

resource "google_pubsub_topic" "quotes" {
  project = var.project_id
  name    = "quotes-issued"
}

resource "google_pubsub_topic_iam_member" "quote_engine" {
  project = var.project_id
  topic   = google_pubsub_topic.quotes.name
  role    = "roles/pubsub.publisher"
  member  = google_service_account.app["quote-engine"].member
}
