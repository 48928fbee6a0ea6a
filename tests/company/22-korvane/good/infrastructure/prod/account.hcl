locals {
  env     = "prod"
  project = "korvane-prod-512"
  region  = "europe-west1"
}
