variable "project" { default = "acme-prod" }
provider "kubernetes" {
  host                   = "https://${module.gke.endpoint}"
  cluster_ca_certificate = base64decode(module.gke.ca)
  token                  = data.google_client_config.default.access_token
}
data "google_client_config" "default" {}

module "gke" {
  source  = "./gke"
  project = var.project
}
module "apps" {
  source  = "./apps"
  project = var.project
}
