project_id     = "orrery-imaging-prod"
project_number = "962571308844"
region         = "us-west1"
nodes          = 6
