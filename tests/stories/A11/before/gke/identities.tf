locals {
  identities = {
    trainer   = { namespace = "training", role = "roles/storage.objectUser" }
    predictor = { namespace = "serving", role = "roles/storage.objectViewer" }
  }
}

resource "google_service_account" "ml" {
  for_each   = local.identities
  project    = var.project_id
  account_id = "ml-${each.key}"
}

resource "google_service_account_iam_member" "ml" {
  for_each           = local.identities
  service_account_id = google_service_account.ml[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[${each.value.namespace}/${each.key}]"
}

resource "google_storage_bucket_iam_member" "models" {
  for_each = local.identities
  bucket   = "harrowgate-ml-models"
  role     = each.value.role
  member   = google_service_account.ml[each.key].member
}
