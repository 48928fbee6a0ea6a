variable "project" { type = string }
variable "pool" { type = string }
variable "accounts" {
  type = map(object({ namespace = string, name = string }))
}

resource "google_service_account" "this" {
  for_each   = var.accounts
  project    = var.project
  account_id = each.key
}

resource "google_service_account_iam_member" "this" {
  for_each           = var.accounts
  service_account_id = google_service_account.this[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.pool}[${each.value.namespace}/${each.value.name}]"
}
