resource "google_storage_bucket_iam_member" "store" {
  for_each = local.apps
  bucket   = each.value
  role     = "roles/storage.objectUser"
  member   = google_service_account.store[each.key].member
}
