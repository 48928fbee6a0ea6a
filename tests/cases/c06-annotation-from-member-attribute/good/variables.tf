variable "project_id" {
  type    = string
  default = "turnstone-geo-prod"
}
