module "orders" {
  source     = "../../modules/app-identity"
  project_id = "acme-prod"
  name       = "orders"
  namespace  = "orders"
}

module "stock" {
  source     = "../../modules/app-identity"
  project_id = "acme-prod"
  name       = "stocks"
  namespace  = "orders"
}
