terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "dev/dns"
  }
}

resource "google_dns_managed_zone" "main" {
  project  = "acme-dev"
  name     = "main"
  dns_name = "dev.acme.io."
}

output "name_servers" {
  value = google_dns_managed_zone.main.name_servers
}
