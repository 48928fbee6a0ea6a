stands_for {
  sources = ["terraform-google-modules/terraform-google-iam//modules/folders_iam"]
  about   = "Grants roles on folders. `bindings` maps roles to members; `mode` is additive or authoritative."
  see     = "https://github.com/terraform-google-modules/terraform-google-iam/tree/main/modules/folders_iam"
}

variable "folders" {
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
  entities             = var.folders
  mode                 = var.mode
  bindings             = var.bindings
  conditional_bindings = var.conditional_bindings
}

resource "google_folder_iam_binding" "authoritative" {
  for_each = module.helper.authoritative
  folder   = "folders/${replace(each.value.name, "folders/", "")}"
  role     = each.value.role
  members  = each.value.members
  dynamic "condition" {
    for_each = each.value.condition
    content {
      expression = condition.value
    }
  }
}

resource "google_folder_iam_member" "additive" {
  for_each = module.helper.additive
  folder   = "folders/${replace(each.value.name, "folders/", "")}"
  role     = each.value.role
  member   = each.value.member
  dynamic "condition" {
    for_each = each.value.condition
    content {
      expression = condition.value
    }
  }
}
