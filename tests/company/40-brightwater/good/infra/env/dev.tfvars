environment = "dev"
project_id  = "brightwater-dev-8801"
region      = "europe-west1"
