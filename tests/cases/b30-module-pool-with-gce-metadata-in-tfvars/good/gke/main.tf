module "gke" {
  source  = "terraform-google-modules/kubernetes-engine/google//modules/private-cluster"
  version = "~> 35.0"

  project_id        = var.project_id
  name              = "ml"
  region            = "us-central1"
  network           = "ml"
  subnetwork        = "ml-nodes"
  ip_range_pods     = "pods"
  ip_range_services = "services"
  identity_namespace = "enabled"
  node_metadata      = "GKE_METADATA"
  node_pools         = var.node_pools
}

resource "google_service_account" "trainer" {
  project    = var.project_id
  account_id = "trainer"
}

resource "google_storage_bucket_iam_member" "trainer" {
  bucket = "iris-ml-datasets"
  role   = "roles/storage.objectUser"
  member = google_service_account.trainer.member
}

resource "google_service_account_iam_member" "trainer" {
  service_account_id = google_service_account.trainer.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${module.gke.identity_namespace}[training/trainer]"
}
