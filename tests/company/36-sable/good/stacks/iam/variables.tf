variable "project_id" {
  type = string
}

variable "region" {
  type = string
}

variable "clusters_prefix" {
  type = string
}

variable "documents" {
  type = string
}
