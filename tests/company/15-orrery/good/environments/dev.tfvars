project_id     = "orrery-imaging-dev"
project_number = "418820573316"
region         = "us-west1"
nodes          = 1
