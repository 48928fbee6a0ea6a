terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "data/us"
  }
}

resource "google_storage_bucket" "data" {
  project                     = "acme-us"
  name                        = "acme-us-data"
  location                    = "EU"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "app" {
  bucket = google_storage_bucket.data.name
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:shop-app@acme-us.iam.gserviceaccount.com"
}
