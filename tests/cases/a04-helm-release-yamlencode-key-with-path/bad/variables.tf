variable "project_id" {
  type    = string
  default = "acme-platform"
}

variable "cluster_name" {
  type    = string
  default = "platform"
}
