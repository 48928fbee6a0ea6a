terraform {
  backend "gcs" {
    bucket = "wrenfield-terraform"
    prefix = "lims/test"
  }
}

module "lims" {
  source = "../modules/lims"

  env          = "test"
  project_id   = "wrenfield-lims-test"
  region       = "northamerica-northeast1"
  machine_type = "e2-standard-2"
}
