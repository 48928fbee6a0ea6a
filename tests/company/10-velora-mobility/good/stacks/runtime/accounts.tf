locals {
  workloads = {
    trip-ingest  = "rides/trip-ingest"
    trip-pricing = "rides/trip-pricing"
  }
}

resource "google_service_account" "workload" {
  for_each = local.workloads

  account_id   = each.key
  display_name = "${each.value} (${var.environment})"
}

data "google_iam_policy" "workload" {
  for_each = local.workloads

  binding {
    role    = "roles/iam.workloadIdentityUser"
    members = ["serviceAccount:${google_container_cluster.rides.workload_identity_config[0].workload_pool}[${each.value}]"]
  }
}

resource "google_service_account_iam_policy" "workload" {
  for_each = local.workloads

  service_account_id = google_service_account.workload[each.key].name
  policy_data        = data.google_iam_policy.workload[each.key].policy_data
}
