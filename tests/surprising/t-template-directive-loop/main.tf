resource "google_service_account" "all" {
  for_each   = toset(["web-app", "batch-jobs"])
  project    = "acme-prod"
  account_id = each.key
}
resource "local_file" "list" {
  filename = "accounts.txt"
  content  = "%{ for google_service_account in google_service_account.all }${google_service_account.email}\n%{ endfor }"
}
