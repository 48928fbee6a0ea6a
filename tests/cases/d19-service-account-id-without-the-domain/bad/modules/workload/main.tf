resource "google_service_account" "this" {
  project      = var.project_id
  account_id   = var.name
  display_name = "Workload ${var.namespace}/${var.name}"
}

resource "google_service_account_iam_member" "wi" {
  service_account_id = "projects/${var.project_id}/serviceAccounts/${google_service_account.this.account_id}"
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[${var.namespace}/${var.name}]"
}
