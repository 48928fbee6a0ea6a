locals {
  apps = {
    catalog = {
      namespace = "shop"
      ksa       = "catalog-sa"
      roles     = ["roles/spanner.databaseReader"]
    }
    checkout = {
      namespace = "shop"
      ksa       = "chekout-sa"
      roles     = ["roles/spanner.databaseUser", "roles/pubsub.publisher"]
    }
    mailer = {
      namespace = "notify"
      ksa       = "mailer-sa"
      roles     = ["roles/pubsub.subscriber"]
    }
  }
}

module "app_identity" {
  source   = "./modules/gke-app-identity"
  for_each = local.apps

  project_id = var.project_id
  name       = each.key
  namespace  = each.value.namespace
  ksa        = each.value.ksa
  roles      = each.value.roles
}

output "app_emails" {
  value = { for k, m in module.app_identity : k => m.email }
}
