stands_for {
  sources = ["terraform-google-modules/terraform-google-iam//modules/kms_key_rings_iam"]
  about   = "Grants roles on KMS key rings. `bindings` maps roles to members; `mode` is additive or authoritative."
  see     = "https://github.com/terraform-google-modules/terraform-google-iam/tree/main/modules/kms_key_rings_iam"
}

variable "kms_key_rings" {
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
  entities             = var.kms_key_rings
  mode                 = var.mode
  bindings             = var.bindings
  conditional_bindings = var.conditional_bindings
}

resource "google_kms_key_ring_iam_binding" "authoritative" {
  for_each    = module.helper.authoritative
  key_ring_id = each.value.name
  role        = each.value.role
  members     = each.value.members
  dynamic "condition" {
    for_each = each.value.condition
    content {
      expression = condition.value
    }
  }
}

resource "google_kms_key_ring_iam_member" "additive" {
  for_each    = module.helper.additive
  key_ring_id = each.value.name
  role        = each.value.role
  member      = each.value.member
  dynamic "condition" {
    for_each = each.value.condition
    content {
      expression = condition.value
    }
  }
}
