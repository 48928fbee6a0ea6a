variable "clusters_prefix" {
  type = string
}

variable "iam_prefix" {
  type = string
}

variable "quote_replicas" {
  type = number
}

variable "release" {
  type = string
}
