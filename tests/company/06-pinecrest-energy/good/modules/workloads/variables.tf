variable "project_id" {
  type = string
}

variable "cluster_name" {
  type = string
}

variable "location" {
  type = string
}

variable "workloads" {
  description = "Google service accounts by name; the Kubernetes service account has the same name."
  type = map(object({
    namespace = optional(string, "default")
    owner     = optional(string, "grid-platform")
  }))
}
