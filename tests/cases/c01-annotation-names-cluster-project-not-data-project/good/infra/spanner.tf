resource "google_spanner_instance" "orders" {
  project      = var.data_project
  name         = "orders"
  config       = "regional-europe-west1"
  display_name = "orders"
  num_nodes    = 1
}

resource "google_spanner_database" "orders" {
  project  = var.data_project
  instance = google_spanner_instance.orders.name
  name     = "orders"
}
