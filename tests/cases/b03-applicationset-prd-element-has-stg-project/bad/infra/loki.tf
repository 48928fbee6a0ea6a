locals {
  envs = {
    stg = "heath-logs-stg"
    prd = "heath-logs-prd"
  }
}

resource "google_service_account" "loki" {
  for_each   = local.envs
  project    = each.value
  account_id = "loki-store"
}

resource "google_service_account_iam_member" "loki" {
  for_each           = local.envs
  service_account_id = google_service_account.loki[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${each.value}.svc.id.goog[loki/loki]"
}

resource "google_storage_bucket_iam_member" "chunks" {
  for_each = local.envs
  bucket   = "heath-logs-${each.key}-chunks"
  role     = "roles/storage.objectUser"
  member   = "serviceAccount:${google_service_account.loki[each.key].email}"
}

resource "google_storage_bucket_iam_member" "ruler" {
  for_each = local.envs
  bucket   = "heath-logs-${each.key}-ruler"
  role     = "roles/storage.objectUser"
  member   = "serviceAccount:${google_service_account.loki[each.key].email}"
}
