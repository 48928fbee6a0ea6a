bucket = "aurelia-tfstate-prd"
prefix = "apps"
