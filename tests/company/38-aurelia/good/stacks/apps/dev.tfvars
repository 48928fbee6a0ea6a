env          = "dev"
project_id   = "aurelia-shop-dev-55"
region       = "europe-southwest1"
state_bucket = "aurelia-tfstate-dev"
versions = {
  storefront = "12.1.0-rc.4"
  indexer    = "3.8.0"
}
