variable "project_id" {
  type = string
}

variable "name" {
  type = string
}

variable "namespace" {
  type    = string
  default = "media"
}

variable "workload_pool" {
  type = string
}

variable "buckets" {
  type    = map(string)
  default = {}
}

resource "google_service_account" "workload" {
  project    = var.project_id
  account_id = "media-${var.name}"
}

resource "google_service_account_iam_member" "workload" {
  service_account_id = google_service_account.workload.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.workload_pool}[${var.namespace}/${var.name}]"
}

resource "google_storage_bucket_iam_member" "workload" {
  for_each = var.buckets

  bucket = each.key
  role   = each.value
  member = "serviceAccount:${google_service_account.workload.email}"
}

output "email" {
  value = google_service_account.workload.email
}
