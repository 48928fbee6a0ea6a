module "cluster" {
  source     = "github.com/GoogleCloudPlatform/cloud-foundation-fabric//modules/gke-cluster-standard?ref=v36.0.0"
  project_id = var.project_id
  name       = "apps"
  location   = "europe-west3"
  vpc_config = {
    network    = var.network
    subnetwork = var.subnetwork
  }
  enable_features = {
    dataplane_v2      = true
    workload_identity = true
  }
}
