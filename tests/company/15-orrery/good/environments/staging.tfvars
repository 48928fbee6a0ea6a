project_id     = "orrery-imaging-stage"
project_number = "730194462057"
region         = "us-west1"
nodes          = 2
