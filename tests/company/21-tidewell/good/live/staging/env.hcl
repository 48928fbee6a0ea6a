locals {
  environment  = "staging"
  project_id   = "tidewell-stg-2154"
  region       = "europe-west4"
  machine_type = "n2-standard-4"
  min_nodes    = 1
  max_nodes    = 4
  master_cidr  = "10.30.0.0/28"
}
