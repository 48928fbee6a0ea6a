resource "google_service_account" "this" {
  project      = var.project
  account_id   = var.account
  display_name = "encode worker ${var.account}"
}

resource "google_service_account_iam_member" "pods" {
  service_account_id = google_service_account.this.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.workload_pool}[${var.namespace}/${var.service_account}]"
}

resource "google_storage_bucket_iam_member" "this" {
  for_each = var.buckets

  bucket = each.key
  role   = each.value
  member = google_service_account.this.member
}

resource "google_pubsub_subscription_iam_member" "this" {
  for_each = var.subscriptions

  project      = var.project
  subscription = each.key
  role         = each.value
  member       = google_service_account.this.member
}
