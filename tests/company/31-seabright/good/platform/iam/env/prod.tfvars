environment  = "prod"
project_id   = "seabright-gke-prd-1172"
state_bucket = "seabright-tfstate-prd-1172"
