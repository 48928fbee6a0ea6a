bucket = "sable-terraform-state"
prefix = "staging/apps"
