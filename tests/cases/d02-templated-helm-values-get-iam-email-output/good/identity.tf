module "loki_account" {
  source     = "terraform-google-modules/service-accounts/google"
  version    = "~> 4.4"
  project_id = var.project_id
  names      = ["loki-store"]
}

resource "google_service_account_iam_member" "loki_wi" {
  service_account_id = module.loki_account.service_account.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[loki/loki]"
}
