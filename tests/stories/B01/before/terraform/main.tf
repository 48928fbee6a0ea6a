terraform {
  required_version = ">= 1.6"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 5.40"
    }
  }
  backend "gcs" {}
}

provider "google" {
  project = var.project_id
  region  = var.region
}

resource "google_container_cluster" "apps" {
  name             = "apps-${var.env}"
  location         = var.region
  enable_autopilot = true

  deletion_protection = true
}

resource "google_pubsub_topic" "orders_events" {
  name = "orders-events"
}

resource "google_service_account" "orders_api" {
  account_id   = "orders-api"
  display_name = "orders-api (${var.env})"
}

resource "google_pubsub_topic_iam_member" "orders_api_publisher" {
  topic  = google_pubsub_topic.orders_events.name
  role   = "roles/pubsub.publisher"
  member = google_service_account.orders_api.member
}

resource "google_service_account_iam_member" "orders_api_wi" {
  service_account_id = google_service_account.orders_api.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[orders/orders-api]"

  depends_on = [google_container_cluster.apps]
}
