stands_for {
  sources = ["terraform-google-modules/terraform-google-service-accounts//modules/simple-sa"]
  about   = "Makes one Google service account, and grants it `project_roles` on its project."
  see     = "https://github.com/terraform-google-modules/terraform-google-service-accounts/tree/main/modules/simple-sa"
}

variable "project_id" {}

variable "name" {}

variable "project_roles" {
  type    = list(string)
  default = []
}

resource "google_service_account" "sa" {
  project    = var.project_id
  account_id = var.name
}

resource "google_project_iam_member" "roles" {
  for_each = toset(var.project_roles)
  project  = var.project_id
  role     = each.value
  member   = google_service_account.sa.member
}

output "email" {
  value = google_service_account.sa.email
}

output "iam_email" {
  value = google_service_account.sa.member
}

output "id" {
  value = google_service_account.sa.id
}
