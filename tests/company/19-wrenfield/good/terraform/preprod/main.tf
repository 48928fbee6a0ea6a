terraform {
  backend "gcs" {
    bucket = "wrenfield-terraform"
    prefix = "lims/preprod"
  }
}

module "lims" {
  source = "../modules/lims"

  env          = "preprod"
  project_id   = "wrenfield-lims-preprod"
  region       = "northamerica-northeast1"
  machine_type = "e2-standard-4"
}
