project_id = "phalarope-ml-prod"
network    = "projects/phalarope-ml-prod/global/networks/main"
subnetwork = "projects/phalarope-ml-prod/regions/europe-west3/subnetworks/gke"
