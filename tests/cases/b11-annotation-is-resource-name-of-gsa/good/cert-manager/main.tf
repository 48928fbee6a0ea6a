locals {
  namespace = "cert-manager"
  ksa       = "cert-manager"
}

resource "google_service_account" "dns01" {
  project    = var.project_id
  account_id = "cert-manager-dns01"
}

resource "google_project_iam_member" "dns01" {
  project = var.project_id
  role    = "roles/dns.admin"
  member  = "serviceAccount:${google_service_account.dns01.email}"
}

resource "google_service_account_iam_member" "dns01" {
  service_account_id = google_service_account.dns01.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[${local.namespace}/${local.ksa}]"
}
