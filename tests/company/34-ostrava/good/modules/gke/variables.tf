variable "project_id" {
  type = string
}

variable "region" {
  type = string
}

variable "cluster_name" {
  type = string
}

variable "node_pools" {
  type = map(object({
    machine_type  = string
    max_nodes     = number
    labels        = map(string)
    metadata_mode = optional(string, "GKE_METADATA")
  }))
}
