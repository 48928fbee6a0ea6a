locals {
  member_format = "serviceAccount:%s.svc.id.goog[%s/%s]"
  ksa           = "tenant-app"
}

resource "google_service_account" "tenant" {
  project    = var.project_id
  account_id = "tenant-app"
}

resource "google_service_account_iam_binding" "tenant" {
  service_account_id = google_service_account.tenant.name
  role               = "roles/iam.workloadIdentityUser"
  members = [
    for ns in var.tenant_namespaces : format(local.member_format, var.project_id, ns, local.ksa)
  ]
}

resource "google_secret_manager_secret_iam_member" "tenant" {
  project   = var.project_id
  secret_id = "tenant-shared"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.tenant.member
}
