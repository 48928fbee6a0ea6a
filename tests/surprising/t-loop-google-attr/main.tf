data "google_project" "all" {
  for_each   = toset(["acme-prod", "acme-dev"])
  project_id = each.key
}
resource "google_storage_bucket_iam_binding" "gcs" {
  bucket  = "acme-shared"
  role    = "roles/storage.objectViewer"
  members = [for google_project in data.google_project.all : "serviceAccount:service-${google_project.number}@gs-project-accounts.iam.gserviceaccount.com"]
}
