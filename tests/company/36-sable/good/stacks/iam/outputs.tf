output "emails" {
  value = { for name, sa in google_service_account.app : name => sa.email }
}
