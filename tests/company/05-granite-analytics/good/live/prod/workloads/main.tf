data "terraform_remote_state" "platform" {
  backend = "gcs"

  config = {
    bucket = "granite-terraform-state"
    prefix = "prod/platform"
  }
}

module "warehouse" {
  source = "../../../modules/warehouse"

  project_id = "granite-analytics-prd-5503"
  cluster    = data.terraform_remote_state.platform.outputs.cluster
}
