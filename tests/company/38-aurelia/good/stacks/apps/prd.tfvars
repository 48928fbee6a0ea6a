env          = "prd"
project_id   = "aurelia-shop-prd-57"
region       = "europe-southwest1"
state_bucket = "aurelia-tfstate-prd"
versions = {
  storefront = "12.0.3"
  indexer    = "3.7.2"
}
