clusters_prefix = "perf/clusters"
iam_prefix      = "perf/iam"
quote_replicas  = 6
release         = "2026.9"
