resource "google_storage_bucket" "mimir" {
  for_each                    = toset(["blocks", "ruler"])
  project                     = local.project
  name                        = "larch-mimir-${each.key}"
  location                    = "EU"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "mimir" {
  for_each = google_storage_bucket.mimir
  bucket   = each.value.name
  role     = "roles/storage.objectUser"
  member   = google_service_account.mimir.member
}
