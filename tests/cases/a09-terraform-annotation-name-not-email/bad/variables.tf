variable "project_id" {
  type    = string
  default = "acme-shop"
}
