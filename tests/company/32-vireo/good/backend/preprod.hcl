bucket = "vireo-terraform-pp"
