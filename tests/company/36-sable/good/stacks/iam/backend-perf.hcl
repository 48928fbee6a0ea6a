bucket = "sable-terraform-state"
prefix = "perf/iam"
