terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "staging/dns"
  }
}

resource "google_dns_managed_zone" "main" {
  project  = "acme-staging"
  name     = "main"
  dns_name = "staging.acme.io."
}

output "name_servers" {
  value = google_dns_managed_zone.main.name_servers
}
