bucket = "aurelia-tfstate-dev"
prefix = "apps"
