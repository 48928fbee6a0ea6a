locals {
  environment  = "dev"
  project_id   = "tidewell-dev-2091"
  region       = "europe-west4"
  machine_type = "n2-standard-2"
  min_nodes    = 1
  max_nodes    = 3
  master_cidr  = "10.20.0.0/28"
}
