variable "project" { type = string }
variable "managed_account" {
  description = "Make the account in Terraform. Excludes self_contained."
  type    = bool
  default = false
}
variable "self_contained" {
  description = "Let the chart make the account. Excludes managed_account."
  type    = bool
  default = false
}
