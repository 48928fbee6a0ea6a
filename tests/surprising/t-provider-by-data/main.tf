variable "project" { default = "acme-prod" }

module "gke" {
  source  = "./gke"
  project = var.project
}
data "google_client_config" "default" {}
data "google_container_cluster" "main" {
  name       = "main"
  location   = "europe-west1"
  depends_on = [module.gke]
}
provider "google" {
  project = var.project
}
provider "kubernetes" {
  host                   = "https://${data.google_container_cluster.main.endpoint}"
  cluster_ca_certificate = base64decode(data.google_container_cluster.main.master_auth[0].cluster_ca_certificate)
  token                  = data.google_client_config.default.access_token
}
module "web" {
  source  = "./identity"
  project = var.project
}
