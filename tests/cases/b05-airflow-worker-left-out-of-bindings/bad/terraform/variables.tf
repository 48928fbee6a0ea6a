variable "project_id" {
  type    = string
  default = "plover-data"
}
