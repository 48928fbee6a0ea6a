locals {
  project = "nightjar-platform"
}

resource "google_service_account" "xp_pubsub" {
  project    = local.project
  account_id = "xp-pubsub"
}

resource "google_service_account_iam_member" "xp_pubsub" {
  service_account_id = google_service_account.xp_pubsub.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.project}.svc.id.goog[crossplane-system/provider-gcp]"
}

resource "google_project_iam_custom_role" "xp_pubsub" {
  project     = local.project
  role_id     = "crossplanePubsub"
  title       = "Crossplane Pub/Sub topics"
  permissions = ["pubsub.topics.create", "pubsub.topics.delete", "pubsub.topics.get", "pubsub.topics.update"]
}

resource "google_project_iam_member" "xp_pubsub" {
  project = local.project
  role    = google_project_iam_custom_role.xp_pubsub.id
  member  = google_service_account.xp_pubsub.member
}
