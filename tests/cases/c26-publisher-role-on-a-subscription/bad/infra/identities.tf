locals {
  identities = {
    mail-api    = { namespace = "mail", ksa = "api" }
    mail-worker = { namespace = "mail", ksa = "worker" }
  }
}

resource "google_service_account" "mail" {
  for_each   = local.identities
  project    = var.project_id
  account_id = each.key
}

resource "google_service_account_iam_member" "mail" {
  for_each           = local.identities
  service_account_id = google_service_account.mail[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[${each.value.namespace}/${each.value.ksa}]"
}
