locals {
  env     = "perf"
  project = "korvane-perf-514"
  region  = "europe-west1"
}
