variable "project_id" { type = string }
variable "account_id" { type = string }
variable "namespace" { type = string }
variable "ksa" { type = string }
variable "bucket" { type = string }
