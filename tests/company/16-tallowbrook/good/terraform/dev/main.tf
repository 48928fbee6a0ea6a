terraform {
  backend "gcs" {
    bucket = "tallowbrook-tf-state"
    prefix = "shop/dev"
  }
}

module "platform" {
  source = "../modules/platform"

  project_id     = "tallowbrook-dev-83"
  region         = "us-east4"
  nodes_per_zone = 1
}
