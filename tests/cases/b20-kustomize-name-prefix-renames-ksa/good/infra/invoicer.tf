resource "google_service_account" "invoicer" {
  project    = "rowan-fin"
  account_id = "invoicer"
}

resource "google_storage_bucket_iam_member" "invoicer" {
  bucket = "rowan-fin-invoices"
  role   = "roles/storage.objectCreator"
  member = google_service_account.invoicer.member
}

resource "google_service_account_iam_member" "invoicer" {
  service_account_id = google_service_account.invoicer.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:rowan-fin.svc.id.goog[invoices/prd-invoicer]"
}
