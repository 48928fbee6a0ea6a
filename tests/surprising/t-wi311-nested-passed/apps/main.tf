terraform {
  required_providers {
    kubernetes = { source = "hashicorp/kubernetes" }
  }
}
variable "project" {}
module "web" {
  source    = "../identity"
  project   = var.project
  providers = { kubernetes = kubernetes }
}
