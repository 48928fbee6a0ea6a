module "pool_default" {
  source       = "github.com/GoogleCloudPlatform/cloud-foundation-fabric//modules/gke-nodepool?ref=v36.0.0"
  project_id   = var.project_id
  cluster_name = module.cluster.name
  location     = "europe-west3"
  name         = "default"
  node_config = {
    machine_type                  = "e2-standard-4"
    workload_metadata_config_mode = "GKE_METADATA"
  }
}

module "pool_gpu" {
  source       = "github.com/GoogleCloudPlatform/cloud-foundation-fabric//modules/gke-nodepool?ref=v36.0.0"
  project_id   = var.project_id
  cluster_name = module.cluster.name
  location     = "europe-west3"
  name         = "gpu"
  node_config = {
    machine_type                  = "g2-standard-8"
    workload_metadata_config_mode = "GKE_METADATA"
  }
}
