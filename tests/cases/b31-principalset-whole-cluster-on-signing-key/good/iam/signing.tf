data "google_project" "this" {
  project_id = var.project_id
}

locals {
  pool   = "principal://iam.googleapis.com/projects/${data.google_project.this.number}/locations/global/workloadIdentityPools/${var.project_id}.svc.id.goog"
  signer = "${local.pool}/subject/ns/signing/sa/signer"
}

resource "google_secret_manager_secret" "signing_key" {
  project   = var.project_id
  secret_id = "release-signing-key"

  replication {
    auto {}
  }
}

resource "google_secret_manager_secret_iam_member" "signer" {
  project   = var.project_id
  secret_id = google_secret_manager_secret.signing_key.secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = local.signer
}
