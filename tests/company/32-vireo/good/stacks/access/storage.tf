resource "google_storage_bucket" "fhir_exports" {
  project                     = var.pools["clinical"].project_id
  name                        = "vireo-${var.env}-fhir-exports"
  location                    = var.location
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
}

resource "google_storage_bucket_iam_member" "fhir_gateway" {
  bucket = google_storage_bucket.fhir_exports.name
  role   = "roles/storage.objectUser"
  member = local.fhir_gateway
}
