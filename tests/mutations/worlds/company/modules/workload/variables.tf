variable "project_id" {
  type = string
}

variable "pool_project" {
  type = string
}

variable "name" {
  type = string
}

variable "namespace" {
  type = string
}

variable "ksa" {
  type = string
}

variable "buckets" {
  type    = map(string)
  default = {}
}
