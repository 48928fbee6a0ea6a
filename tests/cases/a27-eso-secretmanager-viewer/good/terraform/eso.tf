variable "project_id" {
  type    = string
  default = "acme-vaultless"
}

resource "google_service_account" "eso" {
  project      = var.project_id
  account_id   = "external-secrets"
  display_name = "external-secrets"
}

resource "google_service_account_iam_member" "eso_wi" {
  service_account_id = google_service_account.eso.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[external-secrets/external-secrets]"
}

resource "google_secret_manager_secret_iam_member" "eso" {
  for_each  = toset(["shop-db", "shop-stripe"])
  project   = var.project_id
  secret_id = each.value
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:${google_service_account.eso.email}"
}

resource "google_service_account" "shop" {
  project      = var.project_id
  account_id   = "shop-app"
  display_name = "shop-app"
}

resource "google_service_account_iam_member" "shop_wi" {
  service_account_id = google_service_account.shop.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[shop/shop]"
}

resource "google_storage_bucket_iam_member" "shop_bucket" {
  bucket = "acme-shop-uploads"
  role   = "roles/storage.objectUser"
  member = "serviceAccount:${google_service_account.shop.email}"
}
