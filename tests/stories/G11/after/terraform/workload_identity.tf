resource "google_service_account" "workload" {
  for_each = local.workloads

  account_id   = each.value.account_id
  display_name = "Workload ${each.key}"
}

resource "google_project_iam_member" "workload" {
  for_each = local.workload_roles

  project = local.project_id
  role    = each.value.role
  member  = "serviceAccount:${google_service_account.workload[each.value.workload].email}"
}

resource "google_service_account_iam_member" "workload_identity" {
  for_each = local.workloads

  service_account_id = google_service_account.workload[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.project_id}.svc.id.goog[${each.value.namespace}/${each.value.ksa}]"
}
