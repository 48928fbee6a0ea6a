variable "project_id" {
  type        = string
  description = "Project of the shop cluster and of the accounts"
  default     = "gullwing-shop"
}
