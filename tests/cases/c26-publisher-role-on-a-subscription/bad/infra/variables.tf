variable "project_id" {
  type    = string
  default = "shrike-mail-prod"
}
