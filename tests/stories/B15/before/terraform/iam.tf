resource "google_service_account" "image_server" {
  account_id   = "image-server"
  display_name = "IIIF image server"
}

resource "google_project_iam_member" "image_server" {
  project = local.project_id
  role    = "roles/editor"
  member  = google_service_account.image_server.member
}

resource "google_service_account_iam_member" "image_server_wi" {
  service_account_id = google_service_account.image_server.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.project_id}.svc.id.goog[iiif/image-server]"
}
