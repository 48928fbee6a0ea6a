locals {
  name         = "prod"
  run_project  = "holmgren-run-prod"
  lake_project = "holmgren-lake-prod"
  pods_cidr    = "10.24.0.0/14"
}
