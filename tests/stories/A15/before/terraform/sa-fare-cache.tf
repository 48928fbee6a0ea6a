resource "google_service_account" "fare_cache" {
  project    = "wayfarer-trips-prd"
  account_id = "fare-cache"
}

resource "google_service_account_iam_member" "fare_cache" {
  service_account_id = google_service_account.fare_cache.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:wayfarer-trips-prd.svc.id.goog[fares/fare-cache]"
}

resource "google_pubsub_subscription_iam_member" "fare_cache" {
  project      = "wayfarer-trips-prd"
  subscription = "fare-cache"
  role         = "roles/pubsub.subscriber"
  member       = "serviceAccount:${google_service_account.fare_cache.email}"
}
