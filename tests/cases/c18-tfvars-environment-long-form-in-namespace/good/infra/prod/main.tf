module "cart" {
  source     = "../modules/app-identity"
  project_id = var.project_id
  account_id = "cart-backend"
  namespace  = "shop-${var.environment}"
  ksa        = "cart"
  bucket     = "fieldfare-shop-carts"
}
