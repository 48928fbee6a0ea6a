bucket = "vireo-terraform-t1"
