variable "project_id" {
  type    = string
  default = "lumen-search-prod"
}

variable "region" {
  type    = string
  default = "europe-west1"
}
