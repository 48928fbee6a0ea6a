stands_for {
  sources = ["terraform-google-modules/terraform-google-service-accounts"]
  about   = "Makes Google service accounts by name, and grants each of them `project_roles` (`project=>role`)."
  see     = "https://github.com/terraform-google-modules/terraform-google-service-accounts"
}

variable "project_id" {}

variable "prefix" {
  default = ""
}

variable "names" {
  type    = list(string)
  default = []
}

variable "project_roles" {
  type    = list(string)
  default = []
}

variable "generate_keys" {
  type    = bool
  default = false
}

locals {
  prefix   = var.prefix != "" ? "${var.prefix}-" : ""
  accounts = [for account in google_service_account.service_accounts : account]
  pairs    = [for pair in setproduct(var.names, var.project_roles) : { name = pair[0], role = split("=>", pair[1]) }]
}

resource "google_service_account" "service_accounts" {
  for_each   = toset(var.names)
  account_id = "${local.prefix}${lower(each.value)}"
  project    = var.project_id
}

resource "google_project_iam_member" "project-roles" {
  for_each = { for number, pair in local.pairs : tostring(number) => pair }
  project  = each.value.role[0]
  role     = each.value.role[1]
  member   = "serviceAccount:${google_service_account.service_accounts[each.value.name].email}"
}

resource "google_service_account_key" "keys" {
  for_each           = var.generate_keys ? toset(var.names) : toset([])
  service_account_id = google_service_account.service_accounts[each.value].email
}

output "service_account" {
  value = local.accounts[0]
}

output "email" {
  value = local.accounts[0].email
}

output "iam_email" {
  value = "serviceAccount:${local.accounts[0].email}"
}

output "service_accounts" {
  value = local.accounts
}

output "service_accounts_map" {
  value = google_service_account.service_accounts
}

output "emails" {
  value = { for name, account in google_service_account.service_accounts : name => account.email }
}

output "iam_emails" {
  value = { for name, account in google_service_account.service_accounts : name => "serviceAccount:${account.email}" }
}

output "emails_list" {
  value = [for account in local.accounts : account.email]
}

output "iam_emails_list" {
  value = [for account in local.accounts : "serviceAccount:${account.email}"]
}
