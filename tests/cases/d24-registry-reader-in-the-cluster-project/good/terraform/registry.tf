resource "google_artifact_registry_repository" "images" {
  project       = var.shared_project
  location      = "europe"
  repository_id = "images"
  format        = "DOCKER"
}

resource "google_artifact_registry_repository_iam_member" "image_scanner" {
  project    = var.shared_project
  location   = "europe"
  repository = "images"
  role       = "roles/artifactregistry.reader"
  member     = google_service_account.image_scanner.member
}
