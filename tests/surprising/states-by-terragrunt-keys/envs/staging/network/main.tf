terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "staging/network"
  }
}
output "name" {
  value = "staging-vpc"
}
