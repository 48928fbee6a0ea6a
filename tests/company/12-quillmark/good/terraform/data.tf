resource "google_kms_key_ring" "signing" {
  name     = "signing"
  location = var.region
}

resource "google_kms_crypto_key" "documents" {
  name     = "documents"
  key_ring = google_kms_key_ring.signing.id
  purpose  = "ASYMMETRIC_SIGN"

  version_template {
    algorithm        = "EC_SIGN_P256_SHA256"
    protection_level = "HSM"
  }
}

resource "google_kms_crypto_key_iam_member" "signer" {
  crypto_key_id = google_kms_crypto_key.documents.id
  role          = "roles/cloudkms.signerVerifier"
  member        = google_service_account.app["qm-signer"].member
}

resource "google_storage_bucket" "archive" {
  name                        = "${var.project_id}-archive"
  location                    = var.region
  uniform_bucket_level_access = true

  retention_policy {
    retention_period = 315360000
  }
}

resource "google_storage_bucket_iam_member" "archive" {
  for_each = toset(["roles/storage.objectCreator", "roles/storage.objectViewer"])

  bucket = google_storage_bucket.archive.name
  role   = each.value
  member = google_service_account.app["qm-archive"].member
}
