variable "env" {
  type = string
}

variable "project_id" {
  type = string
}

variable "region" {
  type = string
}

variable "pools" {
  type = map(object({
    machine_type = string
    max_nodes    = number
  }))
}
