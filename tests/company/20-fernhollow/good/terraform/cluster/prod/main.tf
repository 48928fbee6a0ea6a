terraform {
  backend "gcs" {
    bucket = "fernhollow-tfstate"
    prefix = "cluster/prod"
  }
}

module "cluster" {
  source = "../../modules/cluster"

  project_id   = "fernhollow-media-p1"
  name         = "media-prod"
  region       = "asia-southeast1"
  machine_type = "c3-standard-22"
  nodes        = 3
}

output "workload_pool" {
  value = module.cluster.workload_pool
}

output "cluster_name" {
  value = module.cluster.name
}
