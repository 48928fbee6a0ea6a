resource "google_sql_database_instance" "orders" {
  project          = var.data_project
  name             = "orders"
  region           = "europe-west1"
  database_version = "POSTGRES_16"

  settings {
    tier = "db-custom-2-7680"
  }
}
