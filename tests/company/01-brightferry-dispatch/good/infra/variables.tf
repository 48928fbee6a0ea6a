variable "project_id" {
  type = string
}

variable "region" {
  type    = string
  default = "europe-west1"
}

variable "environment" {
  type = string
}

variable "app_namespace" {
  description = "Namespace the dispatch services are deployed to."
  type        = string
}

variable "node_count" {
  type    = number
  default = 1
}

variable "machine_type" {
  type    = string
  default = "e2-standard-4"
}

variable "network" {
  type = object({
    subnet_cidr   = string
    pods_cidr     = string
    services_cidr = string
  })
}
