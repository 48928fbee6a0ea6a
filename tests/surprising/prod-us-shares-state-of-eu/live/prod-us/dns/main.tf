terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "prod-us/dns"
  }
}
output "zone" {
  value = "us-acme-io"
}
