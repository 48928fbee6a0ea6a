
resource "google_service_account" "all" {
  for_each   = toset(["web", "jobs"])
  project    = "acme-prod"
  account_id = "shop-${each.key}"
}
resource "google_service_account_iam_binding" "all" {
  for_each           = google_service_account.all
  service_account_id = each.value.name
  role               = "roles/iam.workloadIdentityUser"
  members            = ["serviceAccount:acme-prod.svc.id.goog[shop/${each.key}]"]
}
resource "google_storage_bucket_iam_binding" "all" {
  bucket  = "acme-orders"
  role    = "roles/storage.objectViewer"
  members = [for google_service_account in google_service_account.all : google_service_account.member]
}
