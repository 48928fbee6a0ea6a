bucket = "sable-terraform-state"
prefix = "perf/network"
