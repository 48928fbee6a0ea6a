bucket = "sable-terraform-state"
prefix = "prod/apps"
