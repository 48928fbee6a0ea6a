variable "role" { default = "roles/storage.objectViewer" }
locals { on_account = startswith(var.role, "roles/iam.") }
resource "google_service_account" "a" {
  project    = "acme-prod"
  account_id = "shop-web"
}
resource "google_service_account_iam_member" "m" {
  count              = local.on_account ? 1 : 0
  service_account_id = google_service_account.a.name
  role               = var.role
  member             = "serviceAccount:acme-prod.svc.id.goog[shop/web]"
}
resource "google_storage_bucket_iam_member" "b" {
  count  = local.on_account ? 0 : 1
  bucket = "acme-x"
  role   = var.role
  member = "serviceAccount:acme-prod.svc.id.goog[shop/web]"
}
