terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "pay"
  }
}

resource "google_storage_bucket" "data" {
  project                     = "acme-pay"
  name                        = "acme-pay-data"
  location                    = "EU"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "worker" {
  bucket = google_storage_bucket.data.name
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:team-worker@acme-pay.iam.gserviceaccount.com"
}
