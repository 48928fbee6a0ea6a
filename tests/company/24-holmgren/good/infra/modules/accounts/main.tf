variable "workload_pool" {
  type = string
}

variable "accounts" {
  type = map(object({
    project   = string
    namespace = string
  }))
}

resource "google_service_account" "this" {
  for_each   = var.accounts
  project    = each.value.project
  account_id = each.key
}

resource "google_service_account_iam_member" "ksa" {
  for_each           = var.accounts
  service_account_id = google_service_account.this[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.workload_pool}[${each.value.namespace}/${each.key}]"
}

output "emails" {
  value = { for name, account in google_service_account.this : name => account.email }
}
