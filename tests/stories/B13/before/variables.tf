variable "project_id" {
    type = string
}

variable "finops_namespace" {
    type    = string
    default = "finops"
}