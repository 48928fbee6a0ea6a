variable "project" {
  type = string
}

variable "fleet_project" {
  type = string
}

variable "name" {
  type = string
}

variable "location" {
  type = string
}

variable "node_count" {
  type = number
}

variable "machine_type" {
  type = string
}
