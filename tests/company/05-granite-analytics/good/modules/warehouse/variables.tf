variable "project_id" {
  type = string
}

variable "cluster" {
  description = "Output of the platform stack."
  type = object({
    name          = string
    location      = string
    workload_pool = string
  })
}
