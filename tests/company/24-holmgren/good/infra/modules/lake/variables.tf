variable "project" {
  type        = string
  description = "Project that holds the lake"
}

variable "environment" {
  type = string
}

variable "writer" {
  type        = string
  description = "E-mail of the account that fills the lake"
}

variable "reader" {
  type        = string
  description = "E-mail of the account that serves reports"
}
