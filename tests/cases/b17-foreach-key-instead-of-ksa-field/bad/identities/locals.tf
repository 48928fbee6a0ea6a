locals {
  services = {
    catalog = {
      namespace = "shop"
      ksa       = "catalog"
      roles     = ["roles/datastore.user"]
    }
    checkout = {
      namespace = "shop"
      ksa       = "checkout"
      roles     = ["roles/aiplatform.user", "roles/datastore.user"]
    }
    invoices = {
      namespace = "backoffice"
      ksa       = "invoice-writer"
      roles     = ["roles/cloudtrace.agent"]
    }
  }

  grants = merge([
    for name, s in local.services : {
      for r in s.roles : "${name}-${r}" => { name = name, role = r }
    }
  ]...)
}
