variable "project_id" {
  type = string
}

variable "shared_project" {
  type = string
}
