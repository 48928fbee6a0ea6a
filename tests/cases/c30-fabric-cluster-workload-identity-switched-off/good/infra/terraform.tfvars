project_id = "wryneck-docs-prod"
network    = "projects/wryneck-docs-prod/global/networks/main"
subnetwork = "projects/wryneck-docs-prod/regions/europe-west3/subnetworks/gke"
