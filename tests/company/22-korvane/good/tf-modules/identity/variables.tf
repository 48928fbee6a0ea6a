variable "project" {
  type = string
}

variable "region" {
  type = string
}

variable "env" {
  type = string
}

variable "workload_pool" {
  type = string
}

variable "secret_replica_location" {
  type    = string
  default = null
}

variable "apps" {
  type = map(object({
    namespace = string
    secrets   = list(string)
    topics    = list(string)
  }))
}
