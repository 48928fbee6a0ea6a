bucket = "aurelia-tfstate-stg"
prefix = "clusters"
