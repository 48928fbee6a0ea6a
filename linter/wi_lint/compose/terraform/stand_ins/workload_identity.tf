stands_for {
  sources = ["terraform-google-modules/terraform-google-kubernetes-engine//modules/workload-identity"]
  about   = "Makes a Kubernetes service account and a Google one, annotates the one and binds the other, and grants `roles` on whole projects."
  see     = "https://github.com/terraform-google-modules/terraform-google-kubernetes-engine/tree/main/modules/workload-identity"
}

variable "name" {}

variable "project_id" {}

variable "gcp_sa_name" {
  default = null
}

variable "use_existing_gcp_sa" {
  type    = bool
  default = false
}

variable "k8s_sa_name" {
  default = null
}

variable "k8s_sa_project_id" {
  default = null
}

variable "namespace" {
  default = "default"
}

variable "use_existing_k8s_sa" {
  type    = bool
  default = false
}

variable "annotate_k8s_sa" {
  type    = bool
  default = true
}

variable "roles" {
  type    = list(string)
  default = []
}

variable "additional_projects" {
  default = {}
}

locals {
  account_id = var.gcp_sa_name != null ? var.gcp_sa_name : trimsuffix(substr(var.name, 0, 30), "-")
  ksa        = var.k8s_sa_name != null ? var.k8s_sa_name : var.name
  pool       = var.k8s_sa_project_id != null ? var.k8s_sa_project_id : var.project_id
  email      = var.use_existing_gcp_sa ? data.google_service_account.cluster_service_account[0].email : "${local.account_id}@${var.project_id}.iam.gserviceaccount.com"
  further    = flatten([for project, roles in var.additional_projects : [for role in roles : { project = project, role = role }]])
}

resource "google_service_account" "cluster_service_account" {
  count      = var.use_existing_gcp_sa ? 0 : 1
  account_id = local.account_id
  project    = var.project_id
}

data "google_service_account" "cluster_service_account" {
  count      = var.use_existing_gcp_sa ? 1 : 0
  account_id = local.account_id
  project    = var.project_id
}

resource "kubernetes_service_account_v1" "main" {
  count = var.use_existing_k8s_sa ? 0 : 1
  metadata {
    name      = local.ksa
    namespace = var.namespace
    annotations = {
      "iam.gke.io/gcp-service-account" = local.email
    }
  }
}

resource "kubernetes_annotations" "annotate-sa" {
  count       = var.use_existing_k8s_sa && var.annotate_k8s_sa ? 1 : 0
  api_version = "v1"
  kind        = "ServiceAccount"
  metadata {
    name      = local.ksa
    namespace = var.namespace
  }
  annotations = {
    "iam.gke.io/gcp-service-account" = local.email
  }
}

resource "google_service_account_iam_member" "main" {
  service_account_id = "projects/${var.project_id}/serviceAccounts/${local.email}"
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.pool}.svc.id.goog[${var.namespace}/${local.ksa}]"
}

resource "google_project_iam_member" "workload_identity_sa_bindings" {
  for_each = toset(var.roles)
  project  = var.project_id
  role     = each.value
  member   = "serviceAccount:${local.email}"
}

resource "google_project_iam_member" "workload_identity_sa_bindings_additional_projects" {
  for_each = { for number, one in local.further : tostring(number) => one }
  project  = each.value.project
  role     = each.value.role
  member   = "serviceAccount:${local.email}"
}

output "k8s_service_account_name" {
  value = local.ksa
}

output "k8s_service_account_namespace" {
  value = var.namespace
}

output "gcp_service_account_email" {
  value = local.email
}

output "gcp_service_account_fqn" {
  value = "serviceAccount:${local.email}"
}

output "gcp_service_account_name" {
  value = "serviceAccount:${local.pool}.svc.id.goog[${var.namespace}/${local.ksa}]"
}

output "gcp_service_account" {
  value = google_service_account.cluster_service_account[0]
}
