variable "project_id" {
  type    = string
  default = "acacia-pricing"
}
