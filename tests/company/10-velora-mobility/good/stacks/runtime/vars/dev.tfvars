project_id  = "velora-run-dev-728"
environment = "dev"

nodes = {
  count        = 1
  machine_type = "e2-standard-4"
}
