terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
  }
}

variable "env" { type = string }
variable "project" { type = string }

data "terraform_remote_state" "released" {
  backend = "gcs"
  config = {
    bucket = "acme-tfstate"
    prefix = "platform/prod"
  }
}

resource "google_service_account" "app" {
  project    = var.project
  account_id = "image-reader"
}

resource "google_artifact_registry_repository_iam_member" "released" {
  project    = data.terraform_remote_state.released.outputs.registry_project
  location   = "europe-west1"
  repository = data.terraform_remote_state.released.outputs.repository
  role       = "roles/artifactregistry.reader"
  member     = google_service_account.app.member
}
