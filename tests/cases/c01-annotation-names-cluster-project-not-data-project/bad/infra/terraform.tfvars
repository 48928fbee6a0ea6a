cluster_project = "lapwing-gke-prod"
data_project    = "lapwing-data-prod"
