variable "project_id" {
  type = string
}

variable "namespace" {
  type    = string
  default = "billing"
}
