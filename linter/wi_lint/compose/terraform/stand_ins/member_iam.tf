stands_for {
  sources = ["terraform-google-modules/terraform-google-iam//modules/member_iam"]
  about   = "Grants one member several roles on one project."
  see     = "https://github.com/terraform-google-modules/terraform-google-iam/tree/main/modules/member_iam"
}

variable "service_account_address" {}

variable "project_id" {}

variable "project_roles" {}

variable "prefix" {
  default = "serviceAccount"
}

resource "google_project_iam_member" "project_iam_member" {
  for_each = toset(var.project_roles)
  project  = var.project_id
  role     = each.key
  member   = "${var.prefix}:${var.service_account_address}"
}
