environment = "staging"
project_id  = "brightwater-stg-8802"
region      = "europe-west1"
