bucket = "vireo-terraform-pr"
