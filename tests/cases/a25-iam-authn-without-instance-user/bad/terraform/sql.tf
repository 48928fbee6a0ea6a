resource "google_sql_user" "dev_worker" {
  project  = var.project_id
  instance = "mydb"
  name     = trimsuffix(google_service_account.dev_worker.email, ".gserviceaccount.com")
  type     = "CLOUD_IAM_SERVICE_ACCOUNT"
}

resource "google_sql_user" "api" {
  project  = var.project_id
  instance = "mydb"
  name     = trimsuffix(google_service_account.api.email, ".gserviceaccount.com")
  type     = "CLOUD_IAM_SERVICE_ACCOUNT"
}
