variable "project_id" {
  type = string
}

variable "name" {
  type = string
}

variable "namespace" {
  type = string
}

variable "bind_workload_identity" {
  type    = bool
  default = true
}

resource "google_service_account" "this" {
  project    = var.project_id
  account_id = var.name
}

resource "google_service_account_iam_member" "workload_identity" {
  count = var.bind_workload_identity ? 1 : 0

  service_account_id = google_service_account.this.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[${var.namespace}/${var.name}]"
}

resource "kubernetes_service_account_v1" "this" {
  metadata {
    name      = var.name
    namespace = var.namespace
    annotations = {
      "iam.gke.io/gcp-service-account" = google_service_account.this.email
    }
  }
}

output "member" {
  value = google_service_account.this.member
}
