terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "prod-eu/ingress"
  }
}

data "terraform_remote_state" "global" {
  backend = "gcs"
  config = {
    bucket = "acme-tfstate"
    prefix = "prod-eu/dns"
  }
}

resource "google_service_account" "external_dns" {
  project      = "acme-prod-eu"
  account_id   = "external-dns"
  display_name = "external-dns"
}

resource "google_service_account_iam_member" "external_dns_wi" {
  service_account_id = google_service_account.external_dns.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod-eu.svc.id.goog[dns/external-dns]"
}
