resource "google_storage_bucket" "scans" {
  name                        = "dunelight-museum-scans"
  location                    = "EU"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
}
