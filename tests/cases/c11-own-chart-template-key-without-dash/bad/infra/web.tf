locals {
  project = "whimbrel-web-prod"
  apps    = toset(["search", "profile"])
}

resource "google_service_account" "web" {
  for_each   = local.apps
  project    = local.project
  account_id = "web-${each.value}"
}

resource "google_service_account_iam_member" "web" {
  for_each           = local.apps
  service_account_id = google_service_account.web[each.value].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.project}.svc.id.goog[web/${each.value}]"
}

resource "google_storage_bucket_iam_member" "web" {
  for_each = local.apps
  bucket   = "whimbrel-web-${each.value}"
  role     = "roles/storage.objectUser"
  member   = google_service_account.web[each.value].member
}
