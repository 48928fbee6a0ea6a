stands_for {
  sources = ["terraform-google-modules/terraform-google-iam//modules/storage_buckets_iam"]
  about   = "Grants roles on buckets. `bindings` maps roles to members; `mode` is additive or authoritative."
  see     = "https://github.com/terraform-google-modules/terraform-google-iam/tree/main/modules/storage_buckets_iam"
}

variable "storage_buckets" {
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
  entities             = var.storage_buckets
  mode                 = var.mode
  bindings             = var.bindings
  conditional_bindings = var.conditional_bindings
}

resource "google_storage_bucket_iam_binding" "authoritative" {
  for_each = module.helper.authoritative
  bucket   = each.value.name
  role     = each.value.role
  members  = each.value.members
  dynamic "condition" {
    for_each = each.value.condition
    content {
      expression = condition.value
    }
  }
}

resource "google_storage_bucket_iam_member" "additive" {
  for_each = module.helper.additive
  bucket   = each.value.name
  role     = each.value.role
  member   = each.value.member
  dynamic "condition" {
    for_each = each.value.condition
    content {
      expression = condition.value
    }
  }
}
