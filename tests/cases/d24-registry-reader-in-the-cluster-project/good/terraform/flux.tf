resource "google_service_account" "image_scanner" {
  project    = var.project_id
  account_id = "flux-image-scanner"
}

resource "google_service_account_iam_member" "image_scanner_wi" {
  service_account_id = google_service_account.image_scanner.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[flux-system/image-reflector-controller]"
}
