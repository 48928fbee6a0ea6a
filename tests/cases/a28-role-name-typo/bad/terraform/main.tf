variable "project_id" {
  type    = string
  default = "acme-crm"
}

resource "google_service_account" "crm" {
  project      = var.project_id
  account_id   = "crm-backend"
  display_name = "crm-backend"
}

resource "google_service_account_iam_member" "crm_wi" {
  service_account_id = google_service_account.crm.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[crm/backend]"
}

locals {
  crm_roles = [
    "roles/cloudsql.client",
    "roles/cloiudsql.instanceUser",
    "roles/cloudtrace.agent",
  ]
}

resource "google_project_iam_member" "crm" {
  for_each = toset(local.crm_roles)
  project  = var.project_id
  role     = each.value
  member   = "serviceAccount:${google_service_account.crm.email}"
}

resource "google_service_account" "sync" {
  project      = var.project_id
  account_id   = "crm-sync"
  display_name = "crm-sync"
}

resource "google_service_account_iam_member" "sync_wi" {
  service_account_id = google_service_account.sync.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[crm/sync]"
}

resource "google_pubsub_subscription_iam_member" "sync_sub" {
  project      = var.project_id
  subscription = "crm-changes"
  role         = "roles/pubsub.subscriber"
  member       = "serviceAccount:${google_service_account.sync.email}"
}
