environment  = "staging"
project_id   = "seabright-gke-stg-1172"
state_bucket = "seabright-tfstate-stg-1172"
