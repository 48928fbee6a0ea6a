locals {
  environment = "prod"
  project_id  = "ostrava-prod-6021"
  region      = "europe-central2"
}
