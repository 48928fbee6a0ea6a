variable "env" {
  type = string
}

variable "location" {
  type = string
}

variable "pools" {
  type = map(object({
    project_id     = string
    project_number = string
  }))
}
