resource "google_service_account" "ledger_export" {
  project    = "kestrel-fin-prod"
  account_id = "ledger-export"
}

resource "google_service_account_iam_member" "ledger_export" {
  service_account_id = google_service_account.ledger_export.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:kestrel-fin-prod.svc.id.goog[ledger/ledger-export]"
}

resource "google_storage_bucket_iam_member" "ledger_export" {
  bucket = "kestrel-fin-ledger"
  role   = "roles/storage.objectCreator"
  member = google_service_account.ledger_export.member
}
