variable "project" {
  type = string
}

resource "google_service_account" "tempo" {
  project    = var.project
  account_id = "tempo-traces"
}

resource "google_service_account_iam_member" "tempo_wi" {
  service_account_id = google_service_account.tempo.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project}.svc.id.goog[tempo/tempo]"
}

resource "google_storage_bucket" "tempo" {
  project                     = var.project
  name                        = "${var.project}-tempo"
  location                    = "EU"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "tempo" {
  for_each = toset(["roles/storage.objectUser", "roles/storage.legacyBucketReader"])
  bucket   = google_storage_bucket.tempo.name
  role     = each.key
  member   = google_service_account.tempo.member
}
