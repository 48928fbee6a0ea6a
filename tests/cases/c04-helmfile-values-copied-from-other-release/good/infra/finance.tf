locals {
  project = "siskin-fin-prod"
  services = {
    invoices = { bucket = "siskin-fin-invoices" }
    billing  = { bucket = "siskin-fin-billing" }
    dunning  = { bucket = "siskin-fin-letters" }
  }
}

resource "google_service_account" "fin" {
  for_each   = local.services
  project    = local.project
  account_id = "fin-${each.key}"
}

resource "google_service_account_iam_member" "fin_wi" {
  for_each           = local.services
  service_account_id = google_service_account.fin[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.project}.svc.id.goog[finance/${each.key}]"
}

resource "google_storage_bucket_iam_member" "fin" {
  for_each = local.services
  bucket   = each.value.bucket
  role     = "roles/storage.objectUser"
  member   = google_service_account.fin[each.key].member
}
