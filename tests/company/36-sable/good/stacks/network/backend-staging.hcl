bucket = "sable-terraform-state"
prefix = "staging/network"
