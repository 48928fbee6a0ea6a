bucket = "sable-terraform-state"
prefix = "perf/apps"
