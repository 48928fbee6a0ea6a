terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "data/eu"
  }
}

resource "google_storage_bucket" "data" {
  project                     = "acme-eu"
  name                        = "acme-eu-data"
  location                    = "EU"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "app" {
  bucket = google_storage_bucket.data.name
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:shop-app@acme-us.iam.gserviceaccount.com"
}

resource "google_storage_bucket_iam_member" "own" {
  bucket = google_storage_bucket.data.name
  role   = "roles/storage.objectUser"
  member = "serviceAccount:shop-app@acme-eu.iam.gserviceaccount.com"
}
