variable "project_id" {
  type    = string
  default = "tidewater-platform"
}
