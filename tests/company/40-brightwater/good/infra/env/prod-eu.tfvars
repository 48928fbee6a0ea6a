environment = "prod-eu"
project_id  = "brightwater-prod-eu-8803"
region      = "europe-west1"
