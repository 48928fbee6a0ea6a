variable "project_id" {
  type = string
}

variable "project_number" {
  type = string
}
