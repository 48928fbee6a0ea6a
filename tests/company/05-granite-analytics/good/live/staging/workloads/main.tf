data "terraform_remote_state" "platform" {
  backend = "gcs"

  config = {
    bucket = "granite-terraform-state"
    prefix = "staging/platform"
  }
}

module "warehouse" {
  source = "../../../modules/warehouse"

  project_id = "granite-analytics-stg-5502"
  cluster    = data.terraform_remote_state.platform.outputs.cluster
}
