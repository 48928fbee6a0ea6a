# One Google identity for the whole transcoding pipeline.
resource "google_service_account" "transcoder" {
  project      = var.project
  account_id   = "transcoder"
  display_name = "Transcoding pipeline"
}

# Authoritative on purpose: nobody else may impersonate the pipeline.
resource "google_service_account_iam_binding" "transcoder_wi" {
  service_account_id = google_service_account.transcoder.name
  role               = "roles/iam.workloadIdentityUser"

  members = [
    "serviceAccount:${var.project}.svc.id.goog[transcode/transcode-scheduler]",
    "serviceAccount:${var.project}.svc.id.goog[transcode/transcode-worker]",
  ]
}

resource "google_storage_bucket_iam_member" "transcoder_objects" {
  for_each = toset(["mosswood-video-masters", "mosswood-video-renditions"])

  bucket = each.value
  role   = "roles/storage.objectUser"
  member = google_service_account.transcoder.member
}
