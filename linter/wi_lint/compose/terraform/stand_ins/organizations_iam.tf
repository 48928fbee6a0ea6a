stands_for {
  sources = ["terraform-google-modules/terraform-google-iam//modules/organizations_iam"]
  about   = "Grants roles on organizations. `bindings` maps roles to members; `mode` is additive or authoritative."
  see     = "https://github.com/terraform-google-modules/terraform-google-iam/tree/main/modules/organizations_iam"
}

variable "organizations" {
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
  entities             = var.organizations
  mode                 = var.mode
  bindings             = var.bindings
  conditional_bindings = var.conditional_bindings
}

resource "google_organization_iam_binding" "authoritative" {
  for_each = module.helper.authoritative
  org_id   = each.value.name
  role     = each.value.role
  members  = each.value.members
  dynamic "condition" {
    for_each = each.value.condition
    content {
      expression = condition.value
    }
  }
}

resource "google_organization_iam_member" "additive" {
  for_each = module.helper.additive
  org_id   = each.value.name
  role     = each.value.role
  member   = each.value.member
  dynamic "condition" {
    for_each = each.value.condition
    content {
      expression = condition.value
    }
  }
}
