locals {
  env     = "dev"
  project = "korvane-dev-510"
  region  = "europe-west1"
}
