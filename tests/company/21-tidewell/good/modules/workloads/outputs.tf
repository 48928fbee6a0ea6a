output "emails" {
  value = { for k, sa in google_service_account.this : k => sa.email }
}

output "exports_bucket" {
  value = google_storage_bucket.exports.name
}
