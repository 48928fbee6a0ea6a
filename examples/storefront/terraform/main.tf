variable "project_id" {
  type    = string
  default = "acme-shop-prod"
}

locals {
  namespace = "shop"

  workloads = {
    checkout    = { ksa = "checkout", namespace = local.namespace }
    node-logger = { ksa = "node-logger", namespace = "storefront" }
  }
}

resource "google_container_cluster" "main" {
  project          = var.project_id
  name             = "main"
  location         = "europe-west1"
  enable_autopilot = true
}

resource "google_service_account" "workload" {
  for_each   = local.workloads
  project    = var.project_id
  account_id = each.key
}

resource "google_service_account_iam_member" "workload" {
  for_each           = local.workloads
  service_account_id = google_service_account.workload[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[${each.value.namespace}/${each.value.ksa}]"
}

resource "google_storage_bucket" "receipts" {
  project  = var.project_id
  name     = "acme-shop-receipts"
  location = "EU"
}

resource "google_project_iam_member" "checkout_storage" {
  project = var.project_id
  role    = "roles/storage.objectAdmin"
  member  = google_service_account.workload["checkout"].member
}
