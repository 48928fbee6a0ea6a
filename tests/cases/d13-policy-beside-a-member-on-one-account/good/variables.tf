variable "project_id" {
  type    = string
  default = "magnolia-logistics"
}
