variable "project_id" {
  type    = string
  default = "elder-web"
}
