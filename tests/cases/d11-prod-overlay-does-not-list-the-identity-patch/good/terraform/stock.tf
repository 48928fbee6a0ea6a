variable "projects" {
  type    = set(string)
  default = ["baobab-staging", "baobab-prod"]
}

resource "google_service_account" "stock" {
  for_each   = var.projects
  project    = each.key
  account_id = "stock-sync"
}

resource "google_service_account_iam_member" "stock_wi" {
  for_each           = var.projects
  service_account_id = google_service_account.stock[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${each.key}.svc.id.goog[stock/stock-sync]"
}

resource "google_pubsub_topic_iam_member" "stock" {
  for_each = var.projects
  project  = each.key
  topic    = "stock-levels"
  role     = "roles/pubsub.publisher"
  member   = google_service_account.stock[each.key].member
}
