project_id      = "sable-policy-stg-204"
region          = "europe-west6"
clusters_prefix = "staging/clusters"
documents       = "sable-policy-documents-staging"
