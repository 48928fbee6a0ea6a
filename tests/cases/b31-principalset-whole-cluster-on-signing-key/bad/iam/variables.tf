variable "project_id" {
  type    = string
  default = "betony-release"
}
