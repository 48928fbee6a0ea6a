bucket = "sable-terraform-state"
prefix = "staging/iam"
