variable "project_id" {
  type    = string
  default = "gorse-bi-3"
}
