terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "prod/dns"
  }
}

resource "google_dns_managed_zone" "main" {
  project  = "acme-prod"
  name     = "main"
  dns_name = "acme.io."
}

output "name_servers" {
  value = google_dns_managed_zone.main.name_servers
}

data "terraform_remote_state" "dev_dns" {
  backend = "gcs"
  config = {
    bucket = "acme-tfstate"
    prefix = "dev/dns"
  }
}

data "terraform_remote_state" "staging_dns" {
  backend = "gcs"
  config = {
    bucket = "acme-tfstate"
    prefix = "staging/dns"
  }
}

resource "google_dns_record_set" "delegation" {
  for_each = {
    dev     = data.terraform_remote_state.dev_dns.outputs.name_servers
    staging = data.terraform_remote_state.staging_dns.outputs.name_servers
  }
  project      = "acme-prod"
  managed_zone = google_dns_managed_zone.main.name
  name         = "${each.key}.acme.io."
  type         = "NS"
  ttl          = 300
  rrdatas      = each.value
}
