variable "project_id" {
  type = string
}

variable "node_pools" {
  type = list(map(any))
}
