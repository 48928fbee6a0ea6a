variable "project_id" { type = string }
variable "project_number" { type = string }
variable "namespace" { type = string }
variable "name" { type = string }
variable "environment" {
  type = string
  validation {
    condition     = contains(["dev", "staging", "prod"], var.environment)
    error_message = "dev, staging or prod."
  }
}

resource "google_project_iam_member" "this" {
  project = var.project_id
  role    = "roles/cloudtrace.agent"
  member  = "principal://iam.googleapis.com/projects/${var.project_number}/locations/global/workloadIdentityPools/${var.project_id}.svc.id.goog/subject/ns/${var.namespace}/sa/${var.name}"
}
