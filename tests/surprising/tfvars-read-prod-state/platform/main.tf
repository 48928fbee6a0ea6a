terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
  }
}

variable "env" { type = string }
variable "project" { type = string }

resource "google_artifact_registry_repository" "apps" {
  project       = var.project
  location      = "europe-west1"
  repository_id = "apps"
  format        = "DOCKER"
}

output "repository" { value = google_artifact_registry_repository.apps.name }
output "registry_project" { value = var.project }
