terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "apps"
  }
}

locals {
  project = { dev = "acme-dev", prod = "acme-prod" }[terraform.workspace]
}

data "terraform_remote_state" "parent" {
  backend   = "gcs"
  workspace = "prod"
  config = {
    bucket = "acme-tfstate"
    prefix = "dns"
  }
}

resource "google_service_account" "external_dns" {
  project    = local.project
  account_id = "external-dns"
}

resource "google_dns_managed_zone_iam_member" "parent" {
  project      = data.terraform_remote_state.parent.outputs.project
  managed_zone = data.terraform_remote_state.parent.outputs.zone
  role         = "roles/dns.admin"
  member       = google_service_account.external_dns.member
}
