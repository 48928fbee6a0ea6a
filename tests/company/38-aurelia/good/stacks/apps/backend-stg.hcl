bucket = "aurelia-tfstate-stg"
prefix = "apps"
