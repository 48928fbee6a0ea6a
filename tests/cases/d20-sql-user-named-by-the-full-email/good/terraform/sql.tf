resource "google_sql_database_instance" "ledger" {
  project          = var.project_id
  name             = "ledger"
  region           = "europe-west1"
  database_version = "POSTGRES_16"

  settings {
    tier = "db-custom-2-8192"
    database_flags {
      name  = "cloudsql.iam_authentication"
      value = "on"
    }
  }
}

resource "google_sql_database" "ledger" {
  project  = var.project_id
  instance = google_sql_database_instance.ledger.name
  name     = "ledger"
}

resource "google_sql_user" "ledger_api" {
  project  = var.project_id
  instance = google_sql_database_instance.ledger.name
  name     = trimsuffix(google_service_account.ledger_api.email, ".gserviceaccount.com")
  type     = "CLOUD_IAM_SERVICE_ACCOUNT"
}
