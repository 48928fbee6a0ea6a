terraform {
  backend "gcs" {
    bucket = "wrenfield-terraform"
    prefix = "lims/prod"
  }
}

module "lims" {
  source = "../modules/lims"

  env          = "prod"
  project_id   = "wrenfield-lims-prod"
  region       = "northamerica-northeast1"
  machine_type = "n2-standard-4"
}
