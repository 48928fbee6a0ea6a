locals {
  pool_prefix = "principal://iam.googleapis.com/projects/${var.project_number}/locations/global/workloadIdentityPools"
}

resource "google_container_cluster" "etl" {
  project          = var.project_id
  name             = "etl"
  location         = "europe-west4"
  enable_autopilot = true
  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }
}

resource "google_storage_bucket_iam_member" "warehouse_load" {
  bucket = "knot-warehouse-landing"
  role   = "roles/storage.objectViewer"
  member = "${local.pool_prefix}/${var.project_number}.svc.id.goog/subject/ns/etl/sa/warehouse-load"

  depends_on = [google_container_cluster.etl]
}
