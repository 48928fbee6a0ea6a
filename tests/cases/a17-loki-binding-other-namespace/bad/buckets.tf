resource "google_storage_bucket" "this" {
  for_each                    = toset(["acme-loki-chunks", "acme-mimir-blocks"])
  project                     = var.project_id
  name                        = each.value
  location                    = "EU"
  uniform_bucket_level_access = true
}
