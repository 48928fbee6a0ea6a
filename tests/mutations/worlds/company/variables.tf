variable "project_id" {
  type = string
}

variable "cluster_project_id" {
  type = string
}
