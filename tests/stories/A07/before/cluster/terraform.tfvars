project_id = "northwharf-gke-prod"
region     = "europe-west2"
