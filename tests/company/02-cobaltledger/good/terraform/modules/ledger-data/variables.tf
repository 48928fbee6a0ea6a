variable "project_id" {
  type = string
}

variable "project_number" {
  description = "Number of the project that owns the workload pool."
  type        = string
}

variable "workload_pool" {
  type = string
}
