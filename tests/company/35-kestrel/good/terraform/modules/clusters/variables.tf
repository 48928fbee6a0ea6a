variable "environment" {
  type = string
}

variable "project" {
  type = string
}

variable "clusters" {
  type = map(object({
    location          = string
    machine_type      = string
    workload_identity = bool
  }))
}
