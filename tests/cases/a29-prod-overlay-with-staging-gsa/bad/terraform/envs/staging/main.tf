module "orders" {
  source     = "../../modules/app-identity"
  project_id = "acme-staging"
  name       = "orders"
  namespace  = "orders"
}

module "stock" {
  source     = "../../modules/app-identity"
  project_id = "acme-staging"
  name       = "stocks"
  namespace  = "orders"
}
