variable "project_id" {
  type = string
}

variable "region" {
  type = string
}

variable "nodes_per_zone" {
  type = number
}
