resource "google_service_account" "points_api" {
  account_id   = "points-api"
  display_name = "Loyalty: points API"
}

resource "google_service_account_iam_member" "points_api_ksa" {
  service_account_id = google_service_account.points_api.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project}.svc.id.goog[${var.namespace}/points-api]"
}

resource "google_project_iam_member" "points_api_firestore" {
  project = var.project
  role    = "roles/datastore.user"
  member  = "serviceAccount:${google_service_account.points_api.email}"
}
