resource "google_service_account" "points_expiry" {
  account_id   = "points-expiry"
  display_name = "Loyalty: expiry job"
}

# let the KSA act as the account
resource "google_service_account_iam_member" "points_expiry_ksa" {
  service_account_id = google_service_account.points_expiry.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project}.svc.id.goog[${var.namespace}/points-expiry]"
}

resource "google_project_iam_member" "points_expiry_firestore" {
  project = var.project
  role    = "roles/datastore.user"
  member  = "serviceAccount:${google_service_account.points_expiry.email}"
}
