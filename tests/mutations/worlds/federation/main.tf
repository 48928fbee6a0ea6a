resource "google_iam_workload_identity_pool" "ci" {
  project                   = "acme-ci"
  workload_identity_pool_id = "github"
}

resource "google_iam_workload_identity_pool_provider" "ci" {
  project                            = "acme-ci"
  workload_identity_pool_id          = google_iam_workload_identity_pool.ci.workload_identity_pool_id
  workload_identity_pool_provider_id = "github"
  attribute_condition                = "assertion.repository_owner == 'acme'"
  attribute_mapping = {
    "google.subject"       = "assertion.sub"
    "attribute.repository" = "assertion.repository"
  }
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_project_iam_custom_role" "rollout" {
  project     = "acme-ci"
  role_id     = "rollout"
  title       = "Rolls out"
  permissions = ["run.services.get", "run.services.update"]
}

resource "google_service_account" "runner" {
  project    = "acme-ci"
  account_id = "ci-runner"
}

resource "google_service_account_iam_member" "runner" {
  service_account_id = google_service_account.runner.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-ci.svc.id.goog[runners/runner]"
}

resource "google_project_iam_member" "runner" {
  project = "acme-ci"
  role    = google_project_iam_custom_role.rollout.id
  member  = google_service_account.runner.member
}
