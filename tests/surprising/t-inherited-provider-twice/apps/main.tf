variable "project" {}
module "web" {
  source  = "../identity"
  project = var.project
}
