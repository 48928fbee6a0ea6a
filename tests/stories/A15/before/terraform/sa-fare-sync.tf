resource "google_service_account" "fare_sync" {
  project    = "wayfarer-trips-prd"
  account_id = "fare-sync"
}

resource "google_service_account_iam_member" "fare_sync" {
  service_account_id = google_service_account.fare_sync.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:wayfarer-trips-prd.svc.id.goog/fares/fare-sync"
}

resource "google_pubsub_topic_iam_member" "fare_sync" {
  project = "wayfarer-trips-prd"
  topic   = "fare-updates"
  role    = "roles/pubsub.publisher"
  member  = "serviceAccount:${google_service_account.fare_sync.email}"
}
