variable "project_id" {
  type    = string
  default = "bracken-ops"
}

variable "namespace" {
  type    = string
  default = "argocd"
}
