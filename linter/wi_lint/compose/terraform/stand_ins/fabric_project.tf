stands_for {
  sources = ["GoogleCloudPlatform/cloud-foundation-fabric//modules/project"]
  about   = "Makes or names a project, and grants roles on it: `iam`, `iam_bindings`, `iam_bindings_additive`, `iam_by_principals`."
  see     = "https://github.com/GoogleCloudPlatform/cloud-foundation-fabric/tree/master/modules/project"
}

variable "name" {}

variable "prefix" {
  default = null
}

variable "iam" {
  default = {}
}

variable "iam_by_principals" {
  default = {}
}

variable "iam_bindings" {
  default = {}
}

variable "iam_bindings_additive" {
  default = {}
}

variable "iam_by_principals_additive" {
  default = {}
}

variable "services" {
  default = []
}

variable "context" {
  default = {}
}

# `$iam_principals:name` and `$custom_roles:name` stand for what the context holds; projects add to it.
locals {
  principals = { for name, value in try(var.context.iam_principals, {}) : "$iam_principals:${name}" => value }
  roles      = { for name, value in try(var.context.custom_roles, {}) : "$custom_roles:${name}" => value }
}

locals {
  prefix  = var.prefix == null ? "" : "${var.prefix}-"
  id      = "${local.prefix}${var.name}"
  by_role = transpose(var.iam_by_principals)
  iam     = { for role in keys(merge(var.iam, local.by_role)) : role => concat(lookup(var.iam, role, []), lookup(local.by_role, role, [])) }
  additive = flatten([
    for member, roles in var.iam_by_principals_additive : [for role in roles : { member = member, role = role }]
  ])
}

resource "google_project" "project" {
  name       = local.id
  project_id = local.id
}

resource "google_project_iam_binding" "authoritative" {
  for_each = local.iam
  project  = local.id
  role     = startswith(each.key, "$") ? lookup(local.roles, each.key, data.context.elsewhere.id) : each.key
  members  = [for one in each.value : startswith(one, "$") ? lookup(local.principals, one, data.context.elsewhere.id) : one]
}

resource "google_project_iam_binding" "bindings" {
  for_each = var.iam_bindings
  project  = local.id
  role     = startswith(each.value.role, "$") ? lookup(local.roles, each.value.role, data.context.elsewhere.id) : each.value.role
  members  = [for one in each.value.members : startswith(one, "$") ? lookup(local.principals, one, data.context.elsewhere.id) : one]
  dynamic "condition" {
    for_each = try(each.value.condition, null) == null ? [] : [each.value.condition]
    content {
      expression = condition.value.expression
    }
  }
}

resource "google_project_iam_member" "bindings" {
  for_each = var.iam_bindings_additive
  project  = local.id
  role     = startswith(each.value.role, "$") ? lookup(local.roles, each.value.role, data.context.elsewhere.id) : each.value.role
  member   = startswith(each.value.member, "$") ? lookup(local.principals, each.value.member, data.context.elsewhere.id) : each.value.member
  dynamic "condition" {
    for_each = try(each.value.condition, null) == null ? [] : [each.value.condition]
    content {
      expression = condition.value.expression
    }
  }
}

resource "google_project_iam_member" "principals" {
  for_each = { for number, one in local.additive : tostring(number) => one }
  project  = local.id
  role     = startswith(each.value.role, "$") ? lookup(local.roles, each.value.role, data.context.elsewhere.id) : each.value.role
  member   = startswith(each.value.member, "$") ? lookup(local.principals, each.value.member, data.context.elsewhere.id) : each.value.member
}

output "project_id" {
  value = local.id
}

output "id" {
  value = local.id
}

output "name" {
  value = local.id
}

output "number" {
  value = google_project.project.number
}
