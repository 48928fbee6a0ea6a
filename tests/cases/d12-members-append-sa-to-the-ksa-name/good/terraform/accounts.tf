resource "google_service_account" "workload" {
  for_each   = local.workloads
  project    = var.project_id
  account_id = each.key
}

resource "google_service_account_iam_member" "workload_wi" {
  for_each           = local.workloads
  service_account_id = google_service_account.workload[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[${each.value.namespace}/${each.key}]"
}

resource "google_pubsub_topic_iam_member" "publisher" {
  for_each = local.publishers
  project  = var.project_id
  topic    = each.value.topic
  role     = "roles/pubsub.publisher"
  member   = google_service_account.workload[each.value.workload].member
}
