locals {
  environment  = "prod"
  project_id   = "tidewell-prod-2203"
  region       = "europe-west4"
  machine_type = "n2-standard-8"
  min_nodes    = 2
  max_nodes    = 9
  master_cidr  = "10.40.0.0/28"
}
