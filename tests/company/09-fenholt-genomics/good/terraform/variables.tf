variable "project_id" {
  type = string
}

variable "region" {
  type    = string
  default = "europe-west6"
}

variable "environment" {
  type = string
}

variable "node_pools" {
  type = list(map(string))
}

variable "node_pools_taints" {
  type = map(list(object({
    key    = string
    value  = string
    effect = string
  })))
  default = {}
}
