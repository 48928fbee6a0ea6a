bucket = "sable-terraform-state"
prefix = "staging/clusters"
