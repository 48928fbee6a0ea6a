variable "project" {
  type    = string
  default = "orchardline-prod"
}

variable "region" {
  type    = string
  default = "australia-southeast1"
}

variable "namespace" {
  type    = string
  default = "loyalty"
}
