variable "project_id" {
  type    = string
  default = "brome-shop"
}
