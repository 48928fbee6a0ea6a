variable "project_id" {
  type    = string
  default = "mallow-orders"
}
