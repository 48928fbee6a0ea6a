resource "google_service_account" "points" {
  account_id   = "loyalty-points"
  display_name = "Loyalty points"
}

resource "google_project_iam_member" "points_firestore" {
  project = local.project_id
  role    = "roles/datastore.user"
  member  = "serviceAccount:${google_service_account.points.email}"
}

resource "google_service_account_iam_member" "points_wi" {
  service_account_id = google_service_account.points.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.project_id}.svc.id.goog[loyalty/loyalty-points]"
}
