clusters_prefix = "staging/clusters"
iam_prefix      = "staging/iam"
quote_replicas  = 1
release         = "2026.9"
