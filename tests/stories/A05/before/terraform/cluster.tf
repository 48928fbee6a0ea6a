resource "google_container_cluster" "shop" {
  project          = var.project_id
  name             = "shop"
  location         = "us-east1"
  enable_autopilot = true

  # Autopilot always has Workload Identity; stated for the reader.
  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }
}
