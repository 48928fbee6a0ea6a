bucket = "brightwater-terraform"
prefix = "gke/prod-us"
