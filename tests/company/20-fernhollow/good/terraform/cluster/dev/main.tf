terraform {
  backend "gcs" {
    bucket = "fernhollow-tfstate"
    prefix = "cluster/dev"
  }
}

module "cluster" {
  source = "../../modules/cluster"

  project_id   = "fernhollow-media-d1"
  name         = "media-dev"
  region       = "asia-southeast1"
  machine_type = "c3-standard-4"
  nodes        = 1
}

output "workload_pool" {
  value = module.cluster.workload_pool
}

output "cluster_name" {
  value = module.cluster.name
}
