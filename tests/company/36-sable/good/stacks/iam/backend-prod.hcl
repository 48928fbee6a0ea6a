bucket = "sable-terraform-state"
prefix = "prod/iam"
