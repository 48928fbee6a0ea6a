variable "project_id" {
  type    = string
  default = "linden-hooks"
}
