variable "project_id" {
  type = string
}

variable "environment" {
  type = string
}

variable "region" {
  type = string
}

variable "pool" {
  type = string
}

variable "namespace" {
  type = string
}

variable "apps" {
  type = map(object({
    account = string
    buckets = map(string)
  }))
}
