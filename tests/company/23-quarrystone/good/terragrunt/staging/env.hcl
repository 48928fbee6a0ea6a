locals {
  environment  = "staging"
  project_id   = "quarrystone-staging"
  machine_type = "e2-standard-8"
}
