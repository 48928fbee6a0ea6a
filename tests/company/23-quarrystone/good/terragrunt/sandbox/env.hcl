locals {
  environment  = "sandbox"
  project_id   = "quarrystone-sandbox"
  machine_type = "e2-standard-4"
}
