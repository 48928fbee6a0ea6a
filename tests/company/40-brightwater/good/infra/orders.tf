resource "google_service_account" "orders" {
  account_id   = "orders"
  display_name = "Orders"
}

resource "google_service_account_iam_member" "orders_wi" {
  service_account_id = google_service_account.orders.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${google_container_cluster.this["online"].workload_identity_config[0].workload_pool}[orders/orders]"
}

resource "google_pubsub_topic" "order_events" {
  name = "order-events"
}

resource "google_pubsub_topic_iam_member" "orders" {
  topic  = google_pubsub_topic.order_events.name
  role   = "roles/pubsub.publisher"
  member = google_service_account.orders.member
}
