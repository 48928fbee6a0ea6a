variable "project_id" {
  type    = string
  default = "serin-finops-prod"
}

variable "folder_id" {
  type    = string
  default = "folders/530112480077"
}
