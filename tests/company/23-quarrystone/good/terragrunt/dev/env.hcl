locals {
  environment  = "dev"
  project_id   = "quarrystone-dev"
  machine_type = "e2-standard-4"
}
