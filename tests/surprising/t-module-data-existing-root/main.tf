variable "project" { default = "acme-prod" }

provider "google" { project = var.project }
data "google_container_cluster" "shop" {
  name     = "shop"
  location = "europe-west1"
}
module "gke_batch" {
  source  = "./gke"
  name    = "batch"
  project = var.project
}
module "web" {
  source  = "./identity"
  project = var.project
}
