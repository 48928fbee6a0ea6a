bucket = "sable-terraform-state"
prefix = "prod/network"
