variable "project" {
  type = string
}

variable "pool_project" {
  description = "Project whose workload identity pool the pods belong to."
  type        = string
}
