variable "project_id" {
  type    = string
  default = "laurel-edge"
}
