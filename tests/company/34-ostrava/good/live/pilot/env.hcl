locals {
  environment = "pilot"
  project_id  = "ostrava-pilot-6021"
  region      = "europe-central2"
}
