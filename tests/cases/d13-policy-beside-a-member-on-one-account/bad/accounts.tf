resource "google_service_account" "dispatcher" {
  project      = var.project_id
  account_id   = "parcel-dispatcher"
  display_name = "Parcel dispatcher"
}

resource "google_project_service" "iamcredentials" {
  project            = var.project_id
  service            = "iamcredentials.googleapis.com"
  disable_on_destroy = false
}
