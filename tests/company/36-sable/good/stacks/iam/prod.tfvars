project_id      = "sable-policy-prd-112"
region          = "europe-west6"
clusters_prefix = "prod/clusters"
documents       = "sable-policy-documents-prod"
