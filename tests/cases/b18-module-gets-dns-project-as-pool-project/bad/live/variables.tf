variable "platform_project" {
  type = string
}

variable "dns_project" {
  type = string
}
