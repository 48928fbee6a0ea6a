variable "project_id" {
  description = "Project that owns the service account and the data sets"
  type        = string
}

variable "gke_project_id" {
  description = "Project of the GKE cluster on which the reports run (its workload pool)"
  type        = string
}

variable "namespace" {
  type = string
}

variable "ksa_name" {
  type = string
}
