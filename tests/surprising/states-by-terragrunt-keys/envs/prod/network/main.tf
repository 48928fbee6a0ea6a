terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "prod/network"
  }
}
output "name" {
  value = "prod-vpc"
}
