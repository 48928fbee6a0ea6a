project_id  = "velora-run-prod-731"
environment = "prod"

nodes = {
  count        = 4
  machine_type = "n2d-standard-8"
}
