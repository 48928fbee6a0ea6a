locals {
  velero_projects = toset(["tarn-shop-stg", "tarn-shop-prd"])
}

resource "google_service_account" "velero" {
  for_each   = local.velero_projects
  project    = each.value
  account_id = "velero-backup"
}

resource "google_service_account_iam_member" "velero_wi" {
  for_each           = local.velero_projects
  service_account_id = google_service_account.velero[each.value].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${each.value}.svc.id.goog[velero/velero-server]"
}

resource "google_storage_bucket_iam_member" "velero" {
  for_each = local.velero_projects
  bucket   = "${each.value}-velero"
  role     = "roles/storage.objectAdmin"
  member   = "serviceAccount:${google_service_account.velero[each.value].email}"
}
