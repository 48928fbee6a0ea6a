variable "project_id" {
  type = string
}

variable "environment" {
  type        = string
  description = "suffix of the namespaces"
}
