terraform {
  backend "gcs" {
    bucket = "fernhollow-tfstate"
    prefix = "cluster/staging"
  }
}

module "cluster" {
  source = "../../modules/cluster"

  project_id   = "fernhollow-media-s1"
  name         = "media-staging"
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
