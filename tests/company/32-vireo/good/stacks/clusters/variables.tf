variable "region" {
  type = string
}

variable "projects" {
  type = map(object({
    id     = string
    number = string
  }))
}

variable "clusters" {
  type = map(object({
    project      = string
    machine_type = string
  }))
}
