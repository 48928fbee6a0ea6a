resource "google_storage_bucket" "loki" {
  for_each                    = toset(["chunks", "ruler"])
  project                     = var.project_id
  name                        = "hemlock-loki-${each.key}"
  location                    = var.region
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "loki" {
  for_each = google_storage_bucket.loki
  bucket   = each.value.name
  role     = "roles/storage.objectUser"
  member   = module.loki_account.iam_email
}
