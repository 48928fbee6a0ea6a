terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "prod/services"
  }
}

resource "google_service_account" "shop_run" {
  project      = "acme-prod"
  account_id   = "shop-run"
  display_name = "shop-run"
}

resource "google_service_account_iam_member" "deployer" {
  service_account_id = google_service_account.shop_run.name
  role               = "roles/iam.serviceAccountUser"
  member             = "principalSet://iam.googleapis.com/projects/482910375566/locations/global/workloadIdentityPools/github/attribute.repository/acme/shop"
}

resource "google_cloud_run_v2_service" "shop" {
  project  = "acme-prod"
  name     = "shop"
  location = "europe-west1"
  template {
    service_account = google_service_account.shop_run.email
    containers {
      image = "europe-docker.pkg.dev/acme-shared/apps/shop:1.0"
    }
  }
}
