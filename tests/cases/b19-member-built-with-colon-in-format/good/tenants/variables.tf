variable "project_id" {
  type = string
}

variable "tenant_namespaces" {
  type = list(string)
}
