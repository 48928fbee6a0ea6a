variable "project" { default = "acme-prod" }

module "gke" {
  source  = "./gke"
  project = var.project
}
data "google_project" "this" {
  project_id = var.project
  depends_on = [module.gke]
}
module "web" {
  source  = "./identity"
  project = data.google_project.this.project_id
}
