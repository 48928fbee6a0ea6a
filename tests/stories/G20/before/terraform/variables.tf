variable "project_id" {
  type    = string
  default = "argus-vision"
}

variable "region" {
  type    = string
  default = "us-central1"
}
