variable "project_id" {
  type    = string
  default = "fir-platform"
}
