locals {
  project = "gannet-store-prod"
  apps = {
    orders  = "gannet-store-orders"
    returns = "gannet-store-returns"
    pricing = "gannet-store-pricing"
  }
}
