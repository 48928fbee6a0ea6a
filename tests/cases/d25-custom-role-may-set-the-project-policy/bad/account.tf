resource "google_service_account" "inventory" {
  project    = var.project_id
  account_id = "inventory"
}

resource "google_service_account_iam_member" "inventory_wi" {
  service_account_id = google_service_account.inventory.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[ops/inventory]"
}

resource "google_project_iam_member" "inventory" {
  project = var.project_id
  role    = google_project_iam_custom_role.inventory.id
  member  = google_service_account.inventory.member
}

resource "google_storage_bucket_iam_member" "inventory" {
  bucket = "fir-platform-inventory"
  role   = "roles/storage.objectCreator"
  member = google_service_account.inventory.member
}
