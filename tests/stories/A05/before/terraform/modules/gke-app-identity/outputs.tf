output "email" {
  value = google_service_account.this.email
}
