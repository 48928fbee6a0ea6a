resource "google_storage_bucket_iam_member" "smoke" {
  bucket = "acme-prod-health"
  role   = "roles/storage.objectViewer"
  member = "principal://iam.googleapis.com/projects/551029384756/locations/global/workloadIdentityPools/acme-test.svc.id.goog/subject/ns/smoke/sa/runner"
}
