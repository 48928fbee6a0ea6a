variable "project_id" {
  type    = string
  default = "smew-platform-prod"
}
