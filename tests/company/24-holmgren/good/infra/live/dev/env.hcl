locals {
  name         = "dev"
  run_project  = "holmgren-run-dev"
  lake_project = "holmgren-run-dev"
  pods_cidr    = "10.8.0.0/14"
}
