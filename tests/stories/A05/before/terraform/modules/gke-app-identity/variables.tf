variable "project_id" { type = string }
variable "name" { type = string }
variable "namespace" { type = string }
variable "ksa" { type = string }

variable "roles" {
  type    = list(string)
  default = []
}
