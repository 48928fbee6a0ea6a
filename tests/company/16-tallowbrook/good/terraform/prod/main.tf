terraform {
  backend "gcs" {
    bucket = "tallowbrook-tf-state"
    prefix = "shop/prod"
  }
}

module "platform" {
  source = "../modules/platform"

  project_id     = "tallowbrook-prd-83"
  region         = "us-east4"
  nodes_per_zone = 4
}
