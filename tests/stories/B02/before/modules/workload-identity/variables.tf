variable "project_id" {
  type = string
}

variable "account_id" {
  type = string
}

variable "namespace" {
  description = "Kubernetes namespace the service account lives in"
  type        = string
}

variable "ksa_name" {
  type = string
}

variable "project_roles" {
  type    = list(string)
  default = []
}
