bucket = "brightwater-terraform"
prefix = "gke/staging"
