project_id         = "acme-apps"
cluster_project_id = "acme-gke"
