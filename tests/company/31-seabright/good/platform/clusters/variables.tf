variable "project_id" {
  type = string
}

variable "fleet_project" {
  type = string
}

variable "clusters" {
  type = map(object({
    region       = string
    machine_type = string
    max_nodes    = number
  }))
}
