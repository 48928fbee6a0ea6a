variable "project_id" {
  type = string
}

variable "name" {
  type = string
}

variable "region" {
  type = string
}

variable "subnet" {
  type = string
}

variable "pools" {
  type = map(object({
    machine_type = string
    min          = number
    max          = number
    metadata     = string
    tainted      = bool
  }))
}
