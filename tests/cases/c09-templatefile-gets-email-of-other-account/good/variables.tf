variable "project_id" {
  type    = string
  default = "sanderling-etl-prod"
}
