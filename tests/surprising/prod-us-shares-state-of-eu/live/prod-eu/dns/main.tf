terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "prod-eu/dns"
  }
}
output "zone" {
  value = "eu-acme-io"
}
