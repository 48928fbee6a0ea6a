variable "project" {
    description = "Project id"
    type        = string
}

variable "project_number" {
    description = "Project number (gcloud projects describe PROJECT --format='value(projectNumber)')"
    type        = string
}
