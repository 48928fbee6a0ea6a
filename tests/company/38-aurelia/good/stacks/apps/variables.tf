variable "env" {
  type = string

  validation {
    condition     = contains(["dev", "stg", "prd"], var.env)
    error_message = "env is dev, stg or prd."
  }
}

variable "project_id" {
  type = string
}

variable "region" {
  type = string
}

variable "state_bucket" {
  type = string
}

variable "versions" {
  type = object({
    storefront = string
    indexer    = string
  })
}
