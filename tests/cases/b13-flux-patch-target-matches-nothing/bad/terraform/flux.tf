resource "google_service_account" "flux_image_scan" {
  project    = "teasel-hub"
  account_id = "flux-image-scan"
}

resource "google_project_iam_member" "flux_image_scan" {
  project = "teasel-hub"
  role    = "roles/artifactregistry.reader"
  member  = google_service_account.flux_image_scan.member
}

resource "google_service_account_iam_member" "flux_image_scan" {
  service_account_id = google_service_account.flux_image_scan.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:teasel-hub.svc.id.goog[flux-system/image-reflector-controller]"
}
