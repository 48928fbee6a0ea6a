resource "google_secret_manager_secret" "fhir_signing" {
  project   = var.pools["clinical"].project_id
  secret_id = "fhir-signing"

  replication {
    user_managed {
      replicas {
        location = var.location
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "fhir_gateway" {
  project   = google_secret_manager_secret.fhir_signing.project
  secret_id = google_secret_manager_secret.fhir_signing.secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = local.fhir_gateway
}
