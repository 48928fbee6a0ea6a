stands_for {
  sources = ["terraform-google-modules/terraform-google-iam//modules/cloud_run_services_iam"]
  about   = "Grants roles on Cloud Run services. `bindings` maps roles to members; `mode` is additive or authoritative."
  see     = "https://github.com/terraform-google-modules/terraform-google-iam/tree/main/modules/cloud_run_services_iam"
}

variable "project" {
  default = ""
}

variable "location" {
  default = ""
}

variable "cloud_run_services" {
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
  entities             = var.cloud_run_services
  mode                 = var.mode
  bindings             = var.bindings
  conditional_bindings = var.conditional_bindings
}

resource "google_cloud_run_service_iam_binding" "authoritative" {
  for_each = module.helper.authoritative
  project  = var.project
  location = var.location
  service  = each.value.name
  role     = each.value.role
  members  = each.value.members
  dynamic "condition" {
    for_each = each.value.condition
    content {
      expression = condition.value
    }
  }
}

resource "google_cloud_run_service_iam_member" "additive" {
  for_each = module.helper.additive
  project  = var.project
  location = var.location
  service  = each.value.name
  role     = each.value.role
  member   = each.value.member
  dynamic "condition" {
    for_each = each.value.condition
    content {
      expression = condition.value
    }
  }
}
