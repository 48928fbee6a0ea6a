variable "project" {
  type    = string
  default = "pixelgrove-media"
}

variable "region" {
  type    = string
  default = "us-central1"
}
