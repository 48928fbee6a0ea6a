variable "project_id" {
  type    = string
  default = "meridian-ml"
}

variable "region" {
  type    = string
  default = "us-central1"
}
