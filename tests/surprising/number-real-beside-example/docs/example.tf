resource "google_storage_bucket_iam_member" "this" {
  bucket = "a"
  role   = "roles/storage.objectViewer"
  member = "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/acme-prod.svc.id.goog/subject/ns/shop/sa/app"
}
