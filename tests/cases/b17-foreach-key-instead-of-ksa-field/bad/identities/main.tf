resource "google_service_account" "svc" {
  for_each   = local.services
  project    = var.project_id
  account_id = "svc-${each.key}"
}

resource "google_project_iam_member" "svc" {
  for_each = local.grants
  project  = var.project_id
  role     = each.value.role
  member   = google_service_account.svc[each.value.name].member
}

resource "google_service_account_iam_member" "svc" {
  for_each           = local.services
  service_account_id = google_service_account.svc[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[${each.value.namespace}/${each.key}]"
}

resource "kubernetes_service_account_v1" "svc" {
  for_each = local.services

  metadata {
    name      = each.value.ksa
    namespace = each.value.namespace
    annotations = {
      "iam.gke.io/gcp-service-account" = google_service_account.svc[each.key].email
    }
  }
}
