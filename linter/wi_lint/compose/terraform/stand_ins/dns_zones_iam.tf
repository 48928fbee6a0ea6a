stands_for {
  sources = ["terraform-google-modules/terraform-google-iam//modules/dns_zones_iam"]
  about   = "Grants roles on DNS zones. `bindings` maps roles to members; `mode` is additive or authoritative."
  see     = "https://github.com/terraform-google-modules/terraform-google-iam/tree/main/modules/dns_zones_iam"
}

variable "project" {
  default = ""
}

variable "managed_zones" {
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
  entities             = var.managed_zones
  mode                 = var.mode
  bindings             = var.bindings
  conditional_bindings = var.conditional_bindings
}

resource "google_dns_managed_zone_iam_binding" "authoritative" {
  for_each     = module.helper.authoritative
  project      = var.project
  managed_zone = each.value.name
  role         = each.value.role
  members      = each.value.members
  dynamic "condition" {
    for_each = each.value.condition
    content {
      expression = condition.value
    }
  }
}

resource "google_dns_managed_zone_iam_member" "additive" {
  for_each     = module.helper.additive
  project      = var.project
  managed_zone = each.value.name
  role         = each.value.role
  member       = each.value.member
  dynamic "condition" {
    for_each = each.value.condition
    content {
      expression = condition.value
    }
  }
}
