locals {
  name         = "staging"
  run_project  = "holmgren-run-staging"
  lake_project = "holmgren-run-staging"
  pods_cidr    = "10.16.0.0/14"
}
