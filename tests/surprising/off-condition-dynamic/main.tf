variable "role" { default = "roles/viewer" }
variable "until" { default = "2027-01-01T00:00:00Z" }
resource "google_project_iam_member" "p" {
  count   = startswith(var.role, "roles/viewer") ? 0 : 1
  project = "acme-prod"
  role    = var.role
  member  = "user:ann@acme.dev"
  condition {
    title      = "until"
    expression = "request.time < timestamp('${var.until}')"
  }
}
