locals {
  jobs = toset(["meter", "rating"])
}

resource "google_service_account" "bill" {
  for_each   = local.jobs
  project    = "rail-billing-prod"
  account_id = "bill-${each.key}"
}

resource "google_service_account_iam_member" "bill" {
  for_each           = local.jobs
  service_account_id = google_service_account.bill[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:rail-billing-prod.svc.id.goog[billing-jobs/${each.key}]"
}

resource "google_storage_bucket_iam_member" "bill" {
  for_each = local.jobs
  bucket   = "rail-billing-${each.key}"
  role     = "roles/storage.objectUser"
  member   = google_service_account.bill[each.key].member
}
