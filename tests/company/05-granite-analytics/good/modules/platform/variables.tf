variable "project_id" {
  type = string
}

variable "region" {
  type    = string
  default = "us-central1"
}

variable "node_count" {
  type = number
}

variable "cidrs" {
  type = object({
    nodes    = string
    pods     = string
    services = string
  })
}
