terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "ci"
  }
}

resource "google_iam_workload_identity_pool" "github" {
  project                   = "acme-ci"
  workload_identity_pool_id = "github"
}

resource "google_iam_workload_identity_pool_provider" "github" {
  project                            = "acme-ci"
  workload_identity_pool_id          = google_iam_workload_identity_pool.github.workload_identity_pool_id
  workload_identity_pool_provider_id = "github"
  attribute_mapping = {
    "google.subject"       = "assertion.sub"
    "attribute.repository" = "assertion.repository"
  }
  attribute_condition = "assertion.repository_owner == 'acme'"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_project_iam_member" "deploy" {
  for_each = toset(["acme-dev", "acme-prod"])
  project  = each.key
  role     = "roles/run.developer"
  member   = "principalSet://iam.googleapis.com/projects/482910375566/locations/global/workloadIdentityPools/github/attribute.repository/acme/shop"
}
