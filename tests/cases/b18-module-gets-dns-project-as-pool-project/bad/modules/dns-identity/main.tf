variable "gsa_project" {
  type = string
}

variable "cluster_project" {
  type        = string
  description = "project of the GKE cluster, owner of the identity pool"
}

variable "namespace" {
  type = string
}

variable "ksa" {
  type = string
}

resource "google_service_account" "this" {
  project    = var.gsa_project
  account_id = "external-dns"
}

resource "google_project_iam_member" "dns" {
  project = var.gsa_project
  role    = "roles/dns.admin"
  member  = "serviceAccount:${google_service_account.this.email}"
}

resource "google_service_account_iam_member" "wi" {
  service_account_id = google_service_account.this.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.cluster_project}.svc.id.goog[${var.namespace}/${var.ksa}]"
}

output "email" {
  value = google_service_account.this.email
}
