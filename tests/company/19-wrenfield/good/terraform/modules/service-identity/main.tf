variable "project_id" {
  type = string
}

variable "name" {
  type = string
}

variable "namespace" {
  type    = string
  default = "lims"
}

variable "workload_pool" {
  type = string
}

resource "google_service_account" "this" {
  project      = var.project_id
  account_id   = "lims-${var.name}"
  display_name = "LIMS ${var.name}"
}

resource "google_service_account_iam_member" "workload_identity" {
  service_account_id = google_service_account.this.id
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.workload_pool}[${var.namespace}/${var.name}]"
}

output "member" {
  value = google_service_account.this.member
}
