resource "google_storage_bucket" "snapshots" {
  name                        = "${var.project_id}-index-snapshots"
  location                    = "EU"
  uniform_bucket_level_access = true
}

# query pods restore snapshots at start-up
resource "google_storage_bucket_iam_member" "query_reads_snapshots" {
  bucket = google_storage_bucket.snapshots.name
  role   = "roles/storage.objectViewer"
  member = "${local.wi_principal}/ns/search/sa/query"
}

# the indexer writes them
resource "google_storage_bucket_iam_member" "indexer_writes_snapshots" {
  bucket = google_storage_bucket.snapshots.name
  role   = "roles/storage.objectUser"
  member = "${local.wi_principal}/ns/search/sa/indexer"
}
