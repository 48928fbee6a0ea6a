variable "project" {}
variable "namespace" { default = "shop" }
variable "name" { default = "web" }

resource "google_service_account" "this" {
  project    = var.project
  account_id = "shop-${var.name}"
}

resource "google_service_account_iam_member" "this" {
  service_account_id = google_service_account.this.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project}.svc.id.goog[${var.namespace}/${var.name}]"
}

output "email" { value = google_service_account.this.email }
