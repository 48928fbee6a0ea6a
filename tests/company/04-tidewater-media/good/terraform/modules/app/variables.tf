variable "project" { type = string }
variable "workload_pool" { type = string }
variable "account" { type = string }
variable "namespace" { type = string }
variable "service_account" { type = string }
variable "buckets" { type = map(string) }
variable "subscriptions" { type = map(string) }
