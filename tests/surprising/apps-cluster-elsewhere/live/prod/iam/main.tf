terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "prod/iam"
  }
}

resource "google_service_account" "shop_app" {
  project      = "acme-prod"
  account_id   = "shop-app"
  display_name = "shop-app"
}

resource "google_service_account_iam_member" "shop_app_wi" {
  service_account_id = google_service_account.shop_app.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod-apps.svc.id.goog[shop/app]"
}
