variable "project_id" {
  type    = string
  default = "dipper-lab-prod"
}
