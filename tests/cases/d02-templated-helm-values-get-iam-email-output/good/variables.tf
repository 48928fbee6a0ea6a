variable "project_id" {
  type    = string
  default = "hemlock-observability"
}

variable "region" {
  type    = string
  default = "europe-west4"
}
