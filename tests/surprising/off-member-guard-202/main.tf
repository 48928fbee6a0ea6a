variable "principal" { default = "shop/web" }
locals { legacy = length(split("/", var.principal)) == 2 }
resource "google_storage_bucket_iam_member" "m" {
  count  = local.legacy ? 1 : 0
  bucket = "acme-x"
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:acme-prod.svc.id.goog[${var.principal}]"
}
resource "google_storage_bucket_iam_member" "n" {
  count  = local.legacy ? 0 : 1
  bucket = "acme-x"
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:${var.principal}.svc.id.goog[shop/web]"
}
