variable "project_id" {
    type = string
}

variable "namespace" {
    type        = string
    description = "Namespace the exporter is installed to"
}

variable "dataset_id" {
    type = string
}

variable "image" {
    type = string
}
