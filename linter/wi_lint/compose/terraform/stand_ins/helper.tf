# What the modules of terraform-google-iam share: rows of entity, role, members and condition. Keys hold
# numbers in place of members, for those may be known to Terraform alone.

variable "entities" {}

variable "mode" {}

variable "bindings" {}

variable "conditional_bindings" {}

locals {
  rows = concat(
    flatten([
      for name in var.entities : [
        for role, members in var.bindings : { key = role, name = name, role = role, members = members, condition = [] }
      ]
    ]),
    flatten([
      for name in var.entities : [
        for one in var.conditional_bindings :
        { key = "${one.role}--${one.title}", name = name, role = one.role, members = one.members, condition = [one.expression] }
      ]
    ])
  )
  members = flatten([
    for number, row in local.rows : [
      for place, member in row.members : merge(row, { key = "${number}--${row.key}--${place}", member = member })
    ]
  ])
}

output "authoritative" {
  value = var.mode == "authoritative" ? { for number, row in local.rows : "${number}--${row.key}" => row } : {}
}

output "additive" {
  value = var.mode == "authoritative" ? {} : { for row in local.members : row.key => row }
}
