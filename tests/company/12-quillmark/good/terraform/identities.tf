locals {
  namespace = "signing"

  accounts = {
    qm-signer  = "signer"
    qm-archive = "archive"
  }
}

resource "google_service_account" "app" {
  for_each = local.accounts

  account_id   = each.key
  display_name = "${each.value} in ${var.env}"
}

resource "google_service_account_iam_member" "app" {
  for_each = local.accounts

  service_account_id = google_service_account.app[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[${local.namespace}/${each.value}]"

  depends_on = [google_container_cluster.signing]
}
