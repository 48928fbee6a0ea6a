stands_for {
  sources = ["terraform-google-modules/terraform-google-iam//modules/bigquery_datasets_iam"]
  about   = "Grants roles on BigQuery datasets. `bindings` maps roles to members; `mode` is additive or authoritative."
  see     = "https://github.com/terraform-google-modules/terraform-google-iam/tree/main/modules/bigquery_datasets_iam"
}

variable "project" {
  default = ""
}

variable "bigquery_datasets" {
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
  entities             = var.bigquery_datasets
  mode                 = var.mode
  bindings             = var.bindings
  conditional_bindings = var.conditional_bindings
}

resource "google_bigquery_dataset_iam_binding" "authoritative" {
  for_each   = module.helper.authoritative
  project    = var.project
  dataset_id = each.value.name
  role       = each.value.role
  members    = each.value.members
  dynamic "condition" {
    for_each = each.value.condition
    content {
      expression = condition.value
    }
  }
}

resource "google_bigquery_dataset_iam_member" "additive" {
  for_each   = module.helper.additive
  project    = var.project
  dataset_id = each.value.name
  role       = each.value.role
  member     = each.value.member
  dynamic "condition" {
    for_each = each.value.condition
    content {
      expression = condition.value
    }
  }
}
