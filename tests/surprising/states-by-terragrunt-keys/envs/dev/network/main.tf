terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "dev/network"
  }
}
output "name" {
  value = "dev-vpc"
}
