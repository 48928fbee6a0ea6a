variable "project_id" { type = string }

variable "ksa_namespace" { type = string }

variable "ksa_name" {
  type    = string
  default = "pricing-engine"
}
