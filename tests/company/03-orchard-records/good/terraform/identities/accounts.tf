resource "google_service_account" "app" {
  for_each = local.accounts

  account_id   = each.key
  display_name = each.value.display
}

resource "google_service_account_iam_member" "app" {
  for_each = local.accounts

  service_account_id = google_service_account.app[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.cluster_project}.svc.id.goog[${each.value.namespace}/${each.key}]"
}
