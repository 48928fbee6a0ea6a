bucket = "aurelia-tfstate-prd"
prefix = "clusters"
