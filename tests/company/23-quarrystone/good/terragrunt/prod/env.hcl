locals {
  environment  = "prod"
  project_id   = "quarrystone-live"
  machine_type = "n2d-standard-16"
}
