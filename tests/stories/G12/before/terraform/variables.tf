variable "project_id" {
  type = string
}

variable "node_count" {
  type    = number
  default = 1
}

variable "k8s_namespace" {
  type        = string
  description = "Namespace of the payouts worker"
}

variable "k8s_service_account" {
  type    = string
  default = "payouts-worker"
}
