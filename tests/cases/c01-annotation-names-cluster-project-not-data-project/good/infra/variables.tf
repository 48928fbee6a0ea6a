variable "cluster_project" {
  type = string
}

variable "data_project" {
  type = string
}
