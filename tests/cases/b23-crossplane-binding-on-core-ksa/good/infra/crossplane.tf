variable "control_project" {
  type    = string
  default = "thrift-control"
}

resource "helm_release" "crossplane" {
  name             = "crossplane"
  namespace        = "crossplane-system"
  create_namespace = true
  repository       = "https://charts.crossplane.io/stable"
  chart            = "crossplane"
  version          = "1.18.2"
}

resource "google_service_account" "xp_storage" {
  project    = var.control_project
  account_id = "xp-storage"
}

resource "google_project_iam_member" "xp_storage" {
  project = var.control_project
  role    = "projects/${var.control_project}/roles/bucketProvisioner"
  member  = google_service_account.xp_storage.member
}

resource "google_service_account_iam_member" "xp_storage" {
  service_account_id = google_service_account.xp_storage.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.control_project}.svc.id.goog[crossplane-system/provider-gcp-storage]"
}
