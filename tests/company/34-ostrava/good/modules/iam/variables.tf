variable "project_id" {
  type = string
}

variable "region" {
  type = string
}

variable "workload_pool" {
  type = string
}

variable "frames_bucket" {
  type = string
}
