bucket = "brightwater-terraform"
prefix = "gke/prod-eu"
