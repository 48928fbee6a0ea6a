variable "project" { default = "acme-prod" }

module "gke" {
  source  = "./gke"
  project = var.project
}
data "external" "pool" {
  program = ["bash", "${path.module}/pool.sh"]
  query   = { cluster = module.gke.name }
}
module "web" {
  source    = "./identity"
  project   = var.project
  namespace = data.external.pool.result["namespace"]
}
