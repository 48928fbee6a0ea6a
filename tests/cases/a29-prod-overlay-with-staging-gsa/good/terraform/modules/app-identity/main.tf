variable "project_id" { type = string }
variable "name" { type = string }
variable "namespace" { type = string }

resource "google_service_account" "this" {
  project    = var.project_id
  account_id = var.name
}

resource "google_service_account_iam_member" "wi" {
  service_account_id = google_service_account.this.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[${var.namespace}/${var.name}]"
}

resource "google_pubsub_topic_iam_member" "publish" {
  project = var.project_id
  topic   = "${var.name}-events"
  role    = "roles/pubsub.publisher"
  member  = "serviceAccount:${google_service_account.this.email}"
}
