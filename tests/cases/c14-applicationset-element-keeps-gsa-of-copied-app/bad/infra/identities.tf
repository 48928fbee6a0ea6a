resource "google_service_account" "store" {
  for_each   = local.apps
  project    = local.project
  account_id = "store-${each.key}"
}

resource "google_service_account_iam_member" "store" {
  for_each           = local.apps
  service_account_id = google_service_account.store[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.project}.svc.id.goog[store/${each.key}]"
}
