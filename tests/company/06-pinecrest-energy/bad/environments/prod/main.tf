locals {
  project_id = "pinecrest-grid-prod-14"
  region     = "europe-north1"
}

resource "google_service_account" "nodes" {
  account_id   = "grid-nodes"
  display_name = "grid-prod nodes"
}

resource "google_project_iam_member" "nodes" {
  project = local.project_id
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes.member
}

module "gke" {
  source  = "terraform-google-modules/kubernetes-engine/google"
  version = "~> 44.0"

  project_id        = local.project_id
  name              = "grid-prod"
  region            = local.region
  network           = "grid"
  subnetwork        = "grid-gke"
  ip_range_pods     = "grid-pods"
  ip_range_services = "grid-services"
  datapath_provider = "ADVANCED_DATAPATH"

  remove_default_node_pool = true
  create_service_account   = false
  service_account          = google_service_account.nodes.email

  identity_namespace = "enabled"
  node_metadata      = "GKE_METADATA"

  node_pools = [
    {
      name         = "standard"
      machine_type = "n2-standard-8"
      min_count    = 2
      max_count    = 6
      auto_upgrade = true
    },
  ]
}

module "workloads" {
  source = "../../modules/workloads"

  project_id   = local.project_id
  cluster_name = module.gke.name
  location     = module.gke.location

  workloads = {
    meter-ingest = {
      k8s_namespace = "telemetry"
      owner         = "field-data"
    }
    load-forecast = {
      namespace = "forecast"
    }
  }

  depends_on = [module.gke]
}

module "grid_data" {
  source = "../../modules/grid-data"

  project_id = local.project_id
  members    = module.workloads.members
}
