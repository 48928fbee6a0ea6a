variable "project_id" {
  type    = string
  default = "knot-warehouse-prod"
}

variable "project_number" {
  type    = string
  default = "734512098841"
}
