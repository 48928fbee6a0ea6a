stands_for {
  sources = ["terraform-google-modules/terraform-google-iam//modules/service_accounts_iam"]
  about   = "Grants roles on Google service accounts, such as roles/iam.workloadIdentityUser. `bindings` maps roles to members; `mode` is additive or authoritative."
  see     = "https://github.com/terraform-google-modules/terraform-google-iam/tree/main/modules/service_accounts_iam"
}

variable "project" {
  default = ""
}

variable "service_accounts" {
  default = []
}

variable "mode" {
  default = "additive"
}

variable "bindings" {
  default = {}
}

variable "conditional_bindings" {
  default = []
}

module "helper" {
  source               = "./helper"
  entities             = var.service_accounts
  mode                 = var.mode
  bindings             = var.bindings
  conditional_bindings = var.conditional_bindings
}

resource "google_service_account_iam_binding" "authoritative" {
  for_each           = module.helper.authoritative
  service_account_id = "projects/${var.project}/serviceAccounts/${each.value.name}"
  role               = each.value.role
  members            = each.value.members
  dynamic "condition" {
    for_each = each.value.condition
    content {
      expression = condition.value
    }
  }
}

resource "google_service_account_iam_member" "additive" {
  for_each           = module.helper.additive
  service_account_id = "projects/${var.project}/serviceAccounts/${each.value.name}"
  role               = each.value.role
  member             = each.value.member
  dynamic "condition" {
    for_each = each.value.condition
    content {
      expression = condition.value
    }
  }
}
