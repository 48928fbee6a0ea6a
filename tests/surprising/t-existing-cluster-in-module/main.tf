variable "project" { default = "acme-prod" }

module "gke_batch" {
  source  = "./gke"
  name    = "batch"
  project = var.project
}
module "web" {
  source  = "./identity"
  project = var.project
}
