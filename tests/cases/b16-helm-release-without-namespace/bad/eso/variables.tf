variable "project_id" {
  type    = string
  default = "osier-core"
}
