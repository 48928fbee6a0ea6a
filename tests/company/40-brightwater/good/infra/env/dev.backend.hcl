bucket = "brightwater-terraform"
prefix = "gke/dev"
