variable "project_id" {
  type = string
}

variable "environment" {
  type = string
}

variable "accounts" {
  description = "E-mail addresses of the workload accounts of the environment."
  type = object({
    ingest  = string
    pricing = string
  })
}
