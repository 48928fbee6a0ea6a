locals {
  principal_prefix = "principal://iam.googleapis.com/projects/${var.project_number}/locations/global/workloadIdentityPools/${var.project_id}.svc.id.goog/subject"
}

# pdf-render still needs a Google account of its own: it signs URLs.
resource "google_service_account" "pdf_render" {
  project    = var.project_id
  account_id = "pdf-render"
}

resource "google_service_account_iam_member" "pdf_render_wi" {
  service_account_id = google_service_account.pdf_render.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[documents/pdf-render]"
}

resource "google_service_account_iam_member" "pdf_render_signs" {
  service_account_id = google_service_account.pdf_render.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = google_service_account.pdf_render.member
}

resource "google_storage_bucket_iam_member" "pdf_render" {
  bucket = "quillmark-docs-rendered"
  role   = "roles/storage.objectUser"
  member = google_service_account.pdf_render.member
}

# fulltext-index is granted directly, without a Google account.
resource "google_storage_bucket_iam_member" "fulltext_index" {
  bucket = "quillmark-docs-rendered"
  role   = "roles/storage.objectViewer"
  member = "${local.principal_prefix}/ns/documents/sa/fulltext-index"
}
