locals {
  project = "maple-checkout"
}

resource "google_secret_manager_secret" "checkout" {
  for_each  = toset(["checkout-stripe-key", "checkout-db-dsn", "checkout-db-password"])
  project   = local.project
  secret_id = each.key
  replication {
    auto {}
  }
}

resource "google_secret_manager_secret_iam_member" "checkout_api" {
  for_each  = toset(["checkout-stripe-key", "checkout-db-dsn"])
  project   = local.project
  secret_id = google_secret_manager_secret.checkout[each.key].secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.checkout_api.member
}
