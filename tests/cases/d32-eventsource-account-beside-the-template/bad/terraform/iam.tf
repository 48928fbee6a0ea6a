resource "google_service_account" "eventsource" {
  project    = local.project
  account_id = "uploads-eventsource"
}

resource "google_service_account_iam_member" "eventsource_wi" {
  service_account_id = google_service_account.eventsource.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.project}.svc.id.goog[argo-events/uploads-eventsource]"
}
