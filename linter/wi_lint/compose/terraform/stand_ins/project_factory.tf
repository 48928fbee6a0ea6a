stands_for {
  sources = [
    "terraform-google-modules/terraform-google-project-factory",
    "terraform-google-modules/terraform-google-project-factory//modules/svpc_service_project",
  ]
  about = "Makes a project and, unless `create_project_sa` is false, one Google service account in it."
  see   = "https://github.com/terraform-google-modules/terraform-google-project-factory"
}

variable "name" {}

variable "project_id" {
  default = ""
}

variable "random_project_id" {
  type    = bool
  default = false
}

variable "create_project_sa" {
  type    = bool
  default = true
}

variable "project_sa_name" {
  default = "project-service-account"
}

variable "sa_role" {
  default = ""
}

locals {
  base = var.project_id == "" ? var.name : var.project_id
  id   = var.random_project_id ? "${local.base}-${random_id.suffix.hex}" : local.base
}

resource "random_id" "suffix" {
  byte_length = 2
}

resource "google_project" "main" {
  name       = var.name
  project_id = local.id
}

resource "google_service_account" "default_service_account" {
  count      = var.create_project_sa ? 1 : 0
  account_id = var.project_sa_name
  project    = google_project.main.project_id
}

resource "google_project_iam_member" "default_service_account_membership" {
  count   = var.sa_role != "" && var.create_project_sa ? 1 : 0
  project = google_project.main.project_id
  role    = var.sa_role
  member  = "serviceAccount:${google_service_account.default_service_account[0].email}"
}

output "project_id" {
  value = google_project.main.project_id
}

output "project_name" {
  value = google_project.main.name
}

output "project_number" {
  value = google_project.main.number
}

output "service_account_email" {
  value = google_service_account.default_service_account[0].email
}

output "service_account_name" {
  value = google_service_account.default_service_account[0].name
}
