environment = "prod-us"
project_id  = "brightwater-prod-us-8804"
region      = "us-east4"
