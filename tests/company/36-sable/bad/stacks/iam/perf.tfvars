project_id      = "sable-policy-perf-317"
region          = "europe-west6"
clusters_prefix = "staging/clusters"
documents       = "sable-policy-documents-perf"
