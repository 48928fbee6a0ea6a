terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "dns"
  }
}

locals {
  project = { dev = "acme-dev", prod = "acme-prod" }[terraform.workspace]
}
output "zone" { value = "zone-${terraform.workspace}" }
output "project" { value = local.project }
