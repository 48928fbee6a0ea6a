variable "project_id" {
  type    = string
  default = "brightloom-tickets"
}

variable "image_tag" {
  type    = string
  default = "2024-12-02"
}
