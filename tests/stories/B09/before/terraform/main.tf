terraform {
  backend "gcs" {}
  required_providers {
    google = { source = "hashicorp/google", version = "~> 5.0" }
  }
}

provider "google" {
  project = var.project_id
}

resource "google_service_account" "pricing" {
  account_id   = "pricing-engine"
  display_name = "Pricing engine"
}

resource "google_project_iam_member" "pricing_firestore" {
  project = var.project_id
  role    = "roles/datastore.user"
  member  = "serviceAccount:${google_service_account.pricing.email}"
}

resource "google_service_account_iam_member" "pricing_wi" {
  service_account_id = google_service_account.pricing.id
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[${var.ksa_namespace}/${var.ksa_name}]"
}
