variable "project_id" {
  type = string
}

variable "environment" {
  type = string
}

variable "nodes" {
  type = object({
    count        = number
    machine_type = string
  })
}
