terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "mail"
  }
}

resource "google_storage_bucket" "data" {
  project                     = "acme-mail"
  name                        = "acme-mail-data"
  location                    = "EU"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "worker" {
  bucket = google_storage_bucket.data.name
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:team-worker@acme-mail.iam.gserviceaccount.com"
}
