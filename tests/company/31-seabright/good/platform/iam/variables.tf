variable "environment" {
  type = string
}

variable "project_id" {
  type = string
}

variable "state_bucket" {
  type = string
}
