environment  = "dev"
project_id   = "seabright-gke-dev-1172"
state_bucket = "seabright-tfstate-dev-1172"
