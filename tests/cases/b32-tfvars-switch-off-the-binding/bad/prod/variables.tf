variable "project_id" {
  type = string
}

variable "bind_workload_identity" {
  type    = bool
  default = true
}
