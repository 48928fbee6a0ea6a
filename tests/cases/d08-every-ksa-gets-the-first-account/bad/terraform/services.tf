locals {
  services = {
    ingest = { topic = "raw-events" }
    enrich = { topic = "enriched-events" }
    notify = { topic = "alerts" }
  }
}

resource "google_service_account" "svc" {
  for_each   = local.services
  project    = var.project_id
  account_id = "events-${each.key}"
}

resource "google_service_account_iam_member" "svc_wi" {
  for_each           = local.services
  service_account_id = google_service_account.svc[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[events/${each.key}]"
}

resource "google_pubsub_topic_iam_member" "svc" {
  for_each = local.services
  project  = var.project_id
  topic    = each.value.topic
  role     = "roles/pubsub.publisher"
  member   = google_service_account.svc[each.key].member
}
