variable "project_id" {
  type    = string
  default = "acme-edge"
}

resource "google_service_account" "external_dns" {
  project      = var.project_id
  account_id   = "external-dns"
  display_name = "external-dns"
}

resource "google_service_account_iam_member" "external_dns_wi" {
  service_account_id = google_service_account.external_dns.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[external-dns/external-dns]"
}

resource "google_project_iam_member" "external_dns_dns_reader" {
  project = var.project_id
  role    = "roles/dns.reader"
  member  = "serviceAccount:${google_service_account.external_dns.email}"
}

resource "google_dns_managed_zone" "public" {
  project  = var.project_id
  name     = "acme-public"
  dns_name = "acme.example."
}

resource "google_dns_managed_zone_iam_member" "external_dns" {
  project      = var.project_id
  managed_zone = google_dns_managed_zone.public.name
  role         = "roles/dns.admin"
  member       = "serviceAccount:${google_service_account.external_dns.email}"
}

resource "google_service_account" "cert_manager" {
  project      = var.project_id
  account_id   = "cert-manager"
  display_name = "cert-manager"
}

resource "google_service_account_iam_member" "cert_manager_wi" {
  service_account_id = google_service_account.cert_manager.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[cert-manager/cert-manager]"
}

resource "google_project_iam_member" "cert_manager_dns_reader" {
  project = var.project_id
  role    = "roles/dns.reader"
  member  = "serviceAccount:${google_service_account.cert_manager.email}"
}

resource "google_dns_managed_zone_iam_member" "cert_manager" {
  project      = var.project_id
  managed_zone = google_dns_managed_zone.public.name
  role         = "roles/dns.admin"
  member       = "serviceAccount:${google_service_account.cert_manager.email}"
}
