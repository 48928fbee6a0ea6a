bucket = "sable-terraform-state"
prefix = "prod/clusters"
