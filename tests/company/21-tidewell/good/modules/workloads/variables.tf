variable "project_id" {
  type = string
}

variable "region" {
  type = string
}

variable "environment" {
  type = string
}

variable "workload_pool" {
  type = string
}

variable "namespace" {
  type = string
}

variable "retention_days" {
  type    = number
  default = 60
}

variable "service_accounts" {
  type = map(object({
    display_name = string
    ksa          = string
  }))
}
