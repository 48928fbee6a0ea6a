resource "google_service_account" "intake" {
  account_id   = "claims-intake"
  display_name = "Claims intake"
}

resource "google_service_account" "assessor" {
  account_id   = "claims-assessor"
  display_name = "Claims assessor"
}

resource "google_service_account_iam_member" "intake" {
  service_account_id = google_service_account.intake.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${module.gke.identity_namespace}[${local.env.namespace}/claims-intake]"
}

resource "google_service_account_iam_member" "assessor" {
  service_account_id = google_service_account.assessor.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${module.gke.identity_namespace}[${local.env.namespace}/claims-assessor]"
}
