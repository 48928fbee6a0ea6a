variable "project_id" {
  type    = string
  default = "acme-team-a"
}

variable "host_project_id" {
  type    = string
  default = "acme-net-host"
}
