locals {
  project = "mulberry-prod"
}

resource "google_service_account" "velero" {
  project    = local.project
  account_id = "velero-backup"
}

resource "google_service_account_iam_member" "velero_wi" {
  service_account_id = google_service_account.velero.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.project}.svc.id.goog[velero/velero-server]"
}

resource "google_service_account_iam_member" "velero_sign" {
  service_account_id = google_service_account.velero.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = google_service_account.velero.member
}
