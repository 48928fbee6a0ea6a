resource "google_service_account" "geo_cache" {
  account_id   = "geo-cache"
  display_name = "Tile cache"
}

resource "google_service_account_iam_member" "geo_cache_ksa" {
  service_account_id = google_service_account.geo_cache.name
  role               = "roles/iam.workloadIdentityUser"
  member             = format("serviceAccount:%s.svc.id.goog[%s/%s]", var.project_id, "geo", "geo-cache")
}

resource "google_storage_bucket_iam_member" "geo_cache_tiles" {
  bucket = "terraglass-maps-tiles"
  role   = "roles/storage.objectViewer"
  member = google_service_account.geo_cache.member
}
