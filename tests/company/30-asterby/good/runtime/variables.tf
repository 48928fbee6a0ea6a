variable "project" {
  type    = string
  default = "asterby-runtime"
}

variable "region" {
  type    = string
  default = "europe-west6"
}

variable "pools" {
  type = map(object({
    machine_type = string
    min          = number
    max          = number
  }))
}
