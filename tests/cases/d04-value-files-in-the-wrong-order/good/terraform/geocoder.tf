locals {
  environments = {
    dev  = "rowan-dev"
    prod = "rowan-prod"
  }
}

resource "google_service_account" "geocoder" {
  for_each   = local.environments
  project    = each.value
  account_id = "geocoder"
}

resource "google_service_account_iam_member" "geocoder_wi" {
  for_each           = local.environments
  service_account_id = google_service_account.geocoder[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${each.value}.svc.id.goog[maps/geocoder]"
}

resource "google_storage_bucket_iam_member" "geocoder_cache" {
  for_each = local.environments
  bucket   = "${each.value}-geocoder-cache"
  role     = "roles/storage.objectUser"
  member   = google_service_account.geocoder[each.key].member
}
