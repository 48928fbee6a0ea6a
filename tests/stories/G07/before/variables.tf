variable "project_id" {
  type    = string
  default = "owlmetrics-live"
}

variable "region" {
  type    = string
  default = "asia-southeast1"
}

variable "image" {
  type    = string
  default = "asia-southeast1-docker.pkg.dev/owlmetrics-live/apps/gateway:5.2.1"
}
