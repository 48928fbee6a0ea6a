locals {
  environments = {
    dev     = { project = "sundial-dev" }
    staging = { project = "sundial-staging" }
    prod    = { project = "sundial-prod" }
  }
}

resource "google_container_cluster" "apps" {
  for_each = local.environments

  project          = each.value.project
  name             = "apps"
  location         = "us-central1"
  enable_autopilot = true
}

resource "google_pubsub_topic" "orders" {
  for_each = local.environments

  project = each.value.project
  name    = "orders"
}

resource "google_service_account" "checkout" {
  for_each = local.environments

  project      = each.value.project
  account_id   = "checkout-svc"
  display_name = "Checkout (${each.key})"
}

resource "google_pubsub_topic_iam_member" "checkout" {
  for_each = local.environments

  project = each.value.project
  topic   = google_pubsub_topic.orders[each.key].name
  role    = "roles/pubsub.publisher"
  member  = "serviceAccount:${google_service_account.checkout[each.key].email}"
}

resource "google_service_account_iam_member" "checkout_wi" {
  for_each = local.environments

  service_account_id = google_service_account.checkout[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${each.value.project}.svc.id.goog[checkout-${each.key}/checkout]"
}
