# External Secrets runs one SecretStore (and one KSA, "eso-reader") per team
# namespace. All of them share one Google service account.
locals {
  secret_namespaces = [
    "team-atlas",
    "team-borealis",
    "team-cygnus",
    "team-draco",
  ]
}

resource "google_service_account" "eso_reader" {
  project      = local.project_id
  account_id   = "eso-reader"
  display_name = "External Secrets reader"
}

resource "google_service_account_iam_member" "eso_reader_wi" {
  for_each = toset(local.secret_namespaces)

  service_account_id = google_service_account.eso_reader.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.workload_pool}[${each.key}/eso-reader]"
}

resource "google_project_iam_member" "eso_reader_secrets" {
  project = local.project_id
  role    = "roles/secretmanager.secretAccessor"
  member  = google_service_account.eso_reader.member
}
