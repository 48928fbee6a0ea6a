variable "project_id" {
  type = string
}

variable "region" {
  type = string
}

variable "network_prefix" {
  type = string
}

variable "node_count" {
  type = number
}
