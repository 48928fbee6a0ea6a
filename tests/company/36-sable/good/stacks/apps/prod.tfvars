clusters_prefix = "prod/clusters"
iam_prefix      = "prod/iam"
quote_replicas  = 6
release         = "2026.8"
