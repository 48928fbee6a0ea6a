variable "project" {
  type    = string
  default = "mosswood-video"
}

variable "zone" {
  type    = string
  default = "us-west1-b"
}
