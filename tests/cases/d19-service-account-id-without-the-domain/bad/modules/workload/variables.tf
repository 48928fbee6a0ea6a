variable "project_id" {
  type = string
}

variable "namespace" {
  type = string
}

variable "name" {
  type = string
}
