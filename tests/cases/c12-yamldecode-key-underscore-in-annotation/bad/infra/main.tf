locals {
  services = yamldecode(file("${path.module}/services.yaml"))
}

resource "google_service_account" "svc" {
  for_each   = local.services
  project    = var.project_id
  account_id = "svc-${replace(each.key, "_", "-")}"
}

resource "google_service_account_iam_member" "svc" {
  for_each           = local.services
  service_account_id = google_service_account.svc[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[${each.value.namespace}/${each.value.ksa}]"
}

resource "google_storage_bucket_iam_member" "svc" {
  for_each = local.services
  bucket   = each.value.bucket
  role     = "roles/storage.objectUser"
  member   = google_service_account.svc[each.key].member
}
