bucket = "sable-terraform-state"
prefix = "perf/clusters"
