variable "project_id" {
  type = string
}

variable "region" {
  type = string
}

variable "workload_pool" {
  type = string
}

variable "namespace" {
  type    = string
  default = "metering"
}

locals {
  identities = yamldecode(file("${path.module}/identities.yaml"))
}

resource "google_service_account" "this" {
  for_each = local.identities

  project      = var.project_id
  account_id   = each.key
  display_name = each.value.title
}

resource "google_service_account_iam_binding" "this" {
  for_each = local.identities

  service_account_id = google_service_account.this[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  members            = [for ksa in each.value.ksas : "serviceAccount:${var.workload_pool}[${var.namespace}/${ksa}]"]
}

resource "google_pubsub_topic" "readings" {
  project = var.project_id
  name    = "meter-readings"
}

resource "google_pubsub_topic_iam_member" "ingest" {
  project = var.project_id
  topic   = google_pubsub_topic.readings.name
  role    = "roles/pubsub.publisher"
  member  = google_service_account.this["meter-ingest"].member
}

resource "google_storage_bucket" "exports" {
  project                     = var.project_id
  name                        = "${var.project_id}-exports"
  location                    = var.region
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "export" {
  bucket = google_storage_bucket.exports.name
  role   = "roles/storage.objectCreator"
  member = google_service_account.this["meter-export"].member
}
