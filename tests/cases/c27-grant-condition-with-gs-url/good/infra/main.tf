locals {
  project = "avocet-media-prod"
}

resource "google_service_account" "thumbs" {
  project    = local.project
  account_id = "thumb-writer"
}

resource "google_service_account_iam_member" "thumbs" {
  service_account_id = google_service_account.thumbs.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.project}.svc.id.goog[thumbs/thumb-writer]"
}
