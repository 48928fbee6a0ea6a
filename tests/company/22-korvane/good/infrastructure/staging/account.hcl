locals {
  env     = "staging"
  project = "korvane-staging-511"
  region  = "europe-west1"
}
