locals {
  project = "larch-metrics"
}

resource "google_service_account" "mimir" {
  project    = local.project
  account_id = "mimir-store"
}

resource "google_service_account_iam_member" "mimir_wi" {
  service_account_id = google_service_account.mimir.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.project}.svc.id.goog[mimir/mimir]"
}
