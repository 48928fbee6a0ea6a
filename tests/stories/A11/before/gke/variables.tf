variable "project_id" {
  type    = string
  default = "harrowgate-ml"
}

variable "location" {
  type    = string
  default = "us-central1-a"
}
