stands_for {
  sources = ["terraform-google-modules/terraform-google-iam//modules/kms_crypto_keys_iam"]
  about   = "Grants roles on KMS keys. `bindings` maps roles to members; `mode` is additive or authoritative."
  see     = "https://github.com/terraform-google-modules/terraform-google-iam/tree/main/modules/kms_crypto_keys_iam"
}

variable "kms_crypto_keys" {
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
  entities             = var.kms_crypto_keys
  mode                 = var.mode
  bindings             = var.bindings
  conditional_bindings = var.conditional_bindings
}

resource "google_kms_crypto_key_iam_binding" "authoritative" {
  for_each      = module.helper.authoritative
  crypto_key_id = each.value.name
  role          = each.value.role
  members       = each.value.members
  dynamic "condition" {
    for_each = each.value.condition
    content {
      expression = condition.value
    }
  }
}

resource "google_kms_crypto_key_iam_member" "additive" {
  for_each      = module.helper.additive
  crypto_key_id = each.value.name
  role          = each.value.role
  member        = each.value.member
  dynamic "condition" {
    for_each = each.value.condition
    content {
      expression = condition.value
    }
  }
}
