project_id  = "velora-run-uat-730"
environment = "uat"

nodes = {
  count        = 1
  machine_type = "n2d-standard-4"
}
