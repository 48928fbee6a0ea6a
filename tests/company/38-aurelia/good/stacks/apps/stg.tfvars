env          = "stg"
project_id   = "aurelia-shop-stg-56"
region       = "europe-southwest1"
state_bucket = "aurelia-tfstate-stg"
versions = {
  storefront = "12.1.0"
  indexer    = "3.8.0"
}
