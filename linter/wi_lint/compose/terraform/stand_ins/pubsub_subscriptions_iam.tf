stands_for {
  sources = ["terraform-google-modules/terraform-google-iam//modules/pubsub_subscriptions_iam"]
  about   = "Grants roles on Pub/Sub subscriptions. `bindings` maps roles to members; `mode` is additive or authoritative."
  see     = "https://github.com/terraform-google-modules/terraform-google-iam/tree/main/modules/pubsub_subscriptions_iam"
}

variable "project" {
  default = ""
}

variable "pubsub_subscriptions" {
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
  entities             = var.pubsub_subscriptions
  mode                 = var.mode
  bindings             = var.bindings
  conditional_bindings = var.conditional_bindings
}

resource "google_pubsub_subscription_iam_binding" "authoritative" {
  for_each     = module.helper.authoritative
  project      = var.project
  subscription = each.value.name
  role         = each.value.role
  members      = each.value.members
  dynamic "condition" {
    for_each = each.value.condition
    content {
      expression = condition.value
    }
  }
}

resource "google_pubsub_subscription_iam_member" "additive" {
  for_each     = module.helper.additive
  project      = var.project
  subscription = each.value.name
  role         = each.value.role
  member       = each.value.member
  dynamic "condition" {
    for_each = each.value.condition
    content {
      expression = condition.value
    }
  }
}
