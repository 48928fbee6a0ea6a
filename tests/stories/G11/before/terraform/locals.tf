locals {
  project_id = "greifswald-retail"

  workloads = {
    catalog = {
      account_id = "catalog-api"
      namespace  = "shop"
      ksa        = "catalog"
      roles      = ["roles/datastore.viewer"]
    }
    checkout = {
      account_id = "checkout-api"
      namespace  = "shop"
      ksa        = "checkout"
      roles      = ["roles/datastore.user", "roles/pubsub.publisher"]
    }
    invoices = {
      account_id = "invoice-writer"
      namespace  = "backoffice"
      ksa        = "invoices"
      roles      = ["roles/storage.objectCreator"]
    }
  }

  workload_roles = merge([
    for name, w in local.workloads : {
      for role in w.roles : "${name}:${role}" => { workload = name, role = role }
    }
  ]...)
}
