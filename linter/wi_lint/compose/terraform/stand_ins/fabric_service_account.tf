stands_for {
  sources = ["GoogleCloudPlatform/cloud-foundation-fabric//modules/iam-service-account"]
  about   = "Makes or names one Google service account; grants others roles on it (`iam` and its kin), and it roles elsewhere (`iam_project_roles`, `iam_sa_roles`, `iam_storage_roles`)."
  see     = "https://github.com/GoogleCloudPlatform/cloud-foundation-fabric/tree/master/modules/iam-service-account"
}

variable "name" {}

variable "project_id" {
  default = null
}

variable "prefix" {
  default = null
}

variable "service_account_reuse" {
  default = null
}

variable "service_account_create" {
  type    = bool
  default = true
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

variable "iam_project_roles" {
  default = {}
}

variable "iam_folder_roles" {
  default = {}
}

variable "iam_organization_roles" {
  default = {}
}

variable "iam_sa_roles" {
  default = {}
}

variable "iam_storage_roles" {
  default = {}
}

variable "generate_key" {
  type    = bool
  default = false
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
  prefix     = var.prefix == null ? "" : "${var.prefix}-"
  account_id = "${local.prefix}${split("@", var.name)[0]}"
  email      = var.project_id == null ? var.name : "${local.account_id}@${var.project_id}.iam.gserviceaccount.com"
  id         = "projects/${var.project_id}/serviceAccounts/${local.email}"
  by_role    = transpose(var.iam_by_principals)
  iam        = { for role in keys(merge(var.iam, local.by_role)) : role => concat(lookup(var.iam, role, []), lookup(local.by_role, role, [])) }
  additive = flatten([
    for member, roles in var.iam_by_principals_additive : [for role in roles : { member = member, role = role }]
  ])
  projects      = flatten([for entity, roles in var.iam_project_roles : [for role in roles : { entity = entity, role = role }]])
  folders       = flatten([for entity, roles in var.iam_folder_roles : [for role in roles : { entity = entity, role = role }]])
  organizations = flatten([for entity, roles in var.iam_organization_roles : [for role in roles : { entity = entity, role = role }]])
  accounts      = flatten([for entity, roles in var.iam_sa_roles : [for role in roles : { entity = entity, role = role }]])
  buckets       = flatten([for entity, roles in var.iam_storage_roles : [for role in roles : { entity = entity, role = role }]])
}

resource "google_service_account" "service_account" {
  count      = var.service_account_reuse == null && var.service_account_create ? 1 : 0
  project    = var.project_id
  account_id = local.account_id
}

resource "google_service_account_key" "key" {
  count              = var.generate_key ? 1 : 0
  service_account_id = local.email
}

resource "google_service_account_iam_binding" "authoritative" {
  for_each           = local.iam
  service_account_id = local.id
  role               = startswith(each.key, "$") ? lookup(local.roles, each.key, data.context.elsewhere.id) : each.key
  members            = [for one in each.value : startswith(one, "$") ? lookup(local.principals, one, data.context.elsewhere.id) : one]
}

resource "google_service_account_iam_binding" "bindings" {
  for_each           = var.iam_bindings
  service_account_id = local.id
  role               = startswith(each.value.role, "$") ? lookup(local.roles, each.value.role, data.context.elsewhere.id) : each.value.role
  members            = [for one in each.value.members : startswith(one, "$") ? lookup(local.principals, one, data.context.elsewhere.id) : one]
  dynamic "condition" {
    for_each = try(each.value.condition, null) == null ? [] : [each.value.condition]
    content {
      expression = condition.value.expression
    }
  }
}

resource "google_service_account_iam_member" "bindings" {
  for_each           = var.iam_bindings_additive
  service_account_id = local.id
  role               = startswith(each.value.role, "$") ? lookup(local.roles, each.value.role, data.context.elsewhere.id) : each.value.role
  member             = startswith(each.value.member, "$") ? lookup(local.principals, each.value.member, data.context.elsewhere.id) : each.value.member
  dynamic "condition" {
    for_each = try(each.value.condition, null) == null ? [] : [each.value.condition]
    content {
      expression = condition.value.expression
    }
  }
}

resource "google_service_account_iam_member" "principals" {
  for_each           = { for number, one in local.additive : tostring(number) => one }
  service_account_id = local.id
  role               = startswith(each.value.role, "$") ? lookup(local.roles, each.value.role, data.context.elsewhere.id) : each.value.role
  member             = startswith(each.value.member, "$") ? lookup(local.principals, each.value.member, data.context.elsewhere.id) : each.value.member
}

resource "google_project_iam_member" "project-roles" {
  for_each = { for number, one in local.projects : tostring(number) => one }
  project  = each.value.entity
  role     = startswith(each.value.role, "$") ? lookup(local.roles, each.value.role, data.context.elsewhere.id) : each.value.role
  member   = "serviceAccount:${local.email}"
}

resource "google_folder_iam_member" "folder_roles" {
  for_each = { for number, one in local.folders : tostring(number) => one }
  folder   = each.value.entity
  role     = startswith(each.value.role, "$") ? lookup(local.roles, each.value.role, data.context.elsewhere.id) : each.value.role
  member   = "serviceAccount:${local.email}"
}

resource "google_organization_iam_member" "organization_roles" {
  for_each = { for number, one in local.organizations : tostring(number) => one }
  org_id   = each.value.entity
  role     = startswith(each.value.role, "$") ? lookup(local.roles, each.value.role, data.context.elsewhere.id) : each.value.role
  member   = "serviceAccount:${local.email}"
}

resource "google_service_account_iam_member" "additive" {
  for_each           = { for number, one in local.accounts : tostring(number) => one }
  service_account_id = each.value.entity
  role               = startswith(each.value.role, "$") ? lookup(local.roles, each.value.role, data.context.elsewhere.id) : each.value.role
  member             = "serviceAccount:${local.email}"
}

resource "google_storage_bucket_iam_member" "bucket_roles" {
  for_each = { for number, one in local.buckets : tostring(number) => one }
  bucket   = each.value.entity
  role     = startswith(each.value.role, "$") ? lookup(local.roles, each.value.role, data.context.elsewhere.id) : each.value.role
  member   = "serviceAccount:${local.email}"
}

output "email" {
  value = local.email
}

output "iam_email" {
  value = "serviceAccount:${local.email}"
}

output "id" {
  value = local.id
}

output "service_account" {
  value = google_service_account.service_account[0]
}
