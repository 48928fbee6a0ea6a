locals {
  pool = google_container_cluster.dispatch.workload_identity_config[0].workload_pool

  workloads = {
    dispatch-api   = "Accepts shipments and books carriers"
    label-renderer = "Renders parcel labels"
  }
}

resource "google_service_account" "workload" {
  for_each = local.workloads

  account_id   = each.key
  display_name = each.value
}

resource "google_service_account_iam_member" "workload" {
  for_each = local.workloads

  service_account_id = google_service_account.workload[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.pool}[${var.app_namespace}/${each.key}]"
}

resource "google_pubsub_topic_iam_member" "api_publishes" {
  topic  = google_pubsub_topic.shipments.id
  role   = "roles/pubsub.publisher"
  member = google_service_account.workload["dispatch-api"].member
}

resource "google_secret_manager_secret_iam_member" "api_carrier_token" {
  secret_id = google_secret_manager_secret.carrier_api.id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.workload["dispatch-api"].member
}

resource "google_pubsub_subscription_iam_member" "renderer_consumes" {
  subscription = google_pubsub_subscription.label_jobs.id
  role         = "roles/pubsub.subscriber"
  member       = google_service_account.workload["label-renderer"].member
}

resource "google_storage_bucket_iam_member" "renderer_writes" {
  bucket = google_storage_bucket.labels.name
  role   = "roles/storage.objectUser"
  member = google_service_account.workload["label-renderer"].member
}
