resource "google_service_account" "cert_manager" {
  account_id   = "cert-manager-dns01"
  display_name = "cert-manager DNS01 solver"
}

resource "google_project_iam_member" "cert_manager_dns" {
  project = local.project
  role    = "roles/dns.admin"
  member  = google_service_account.cert_manager.member
}

resource "google_service_account_iam_member" "cert_manager" {
  service_account_id = google_service_account.cert_manager.id
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.project}.svc.id.goog[cert-manager/cert-manager]"
}

resource "google_service_account" "velero" {
  account_id   = "velero-backup"
  display_name = "Velero"
}

resource "google_storage_bucket" "velero" {
  name                        = "fjordpay-core-velero"
  location                    = "EU"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "velero" {
  bucket = google_storage_bucket.velero.name
  role   = "roles/storage.objectAdmin"
  member = google_service_account.velero.member
}

resource "google_project_iam_member" "velero_snapshots" {
  project = local.project
  role    = "roles/compute.storageAdmin"
  member  = google_service_account.velero.member
}

# Signed URLs for `velero backup logs`.
resource "google_service_account_iam_member" "velero_sign" {
  service_account_id = google_service_account.velero.id
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = google_service_account.velero.member
}

resource "google_service_account_iam_member" "velero" {
  service_account_id = google_service_account.velero.id
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.project}.svc.id.goog[velero/velero]"
}
