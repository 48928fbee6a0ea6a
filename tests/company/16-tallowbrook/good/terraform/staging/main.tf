terraform {
  backend "gcs" {
    bucket = "tallowbrook-tf-state"
    prefix = "shop/staging"
  }
}

module "platform" {
  source = "../modules/platform"

  project_id     = "tallowbrook-stg-83"
  region         = "us-east4"
  nodes_per_zone = 2
}
