bucket = "aurelia-tfstate-dev"
prefix = "clusters"
