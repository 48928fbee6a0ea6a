variable "project" { default = "acme-prod" }

module "gke" {
  source  = "./gke"
  project = var.project
}
module "web" {
  source  = "./identity"
  project = var.project
  cluster = module.gke.name
}
