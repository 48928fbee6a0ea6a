variable "core_project" {
  description = "Project of the cluster and the data."
  type        = string
}

variable "identity_project" {
  description = "Project that owns the workload service accounts."
  type        = string
}

variable "environment" {
  type = string
}

variable "node_count" {
  type = number
}
