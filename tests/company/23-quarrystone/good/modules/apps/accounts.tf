resource "google_service_account" "app" {
  for_each   = var.apps
  project    = var.project_id
  account_id = each.value.account
}

resource "google_service_account_iam_binding" "app" {
  for_each           = var.apps
  service_account_id = google_service_account.app[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  members            = [format("serviceAccount:%s[%s/%s]", var.pool, var.namespace, each.key)]
}
