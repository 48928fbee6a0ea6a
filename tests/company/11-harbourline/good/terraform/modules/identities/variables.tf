variable "project_id" {
  type = string
}

variable "workload_pool" {
  type = string
}

variable "namespace" {
  type = string
}

variable "region" {
  type = string
}

variable "env" {
  type = string
}
