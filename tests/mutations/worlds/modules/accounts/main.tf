variable "project" {
  type = string
}

variable "name" {
  type = string
}

variable "subject" {
  type = string
}

variable "pool" {
  type = string
}

resource "google_service_account" "this" {
  project    = var.project
  account_id = "shop-${var.name}"
}

resource "google_service_account_iam_binding" "this" {
  service_account_id = google_service_account.this.name
  role               = "roles/iam.workloadIdentityUser"
  members            = ["serviceAccount:${var.project}.svc.id.goog[${var.subject}]"]
}

resource "google_pubsub_topic_iam_member" "this" {
  project = var.project
  topic   = "orders"
  role    = "roles/pubsub.publisher"
  member  = "serviceAccount:${google_service_account.this.email}"
}

output "email" {
  value = google_service_account.this.email
}

output "pool" {
  value = var.pool
}
