locals {
  bucket_names = toset(flatten([for a in var.apps : keys(a.buckets)]))

  bucket_grants = flatten([
    for name, a in var.apps : [
      for bucket, role in a.buckets : {
        app    = name
        bucket = bucket
        role   = role
      }
    ]
  ])
}

resource "google_storage_bucket" "app" {
  for_each                    = local.bucket_names
  project                     = var.project_id
  name                        = "${var.project_id}-${each.value}"
  location                    = var.region
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "app" {
  for_each = { for g in local.bucket_grants : "${g.app}-${g.bucket}" => g }
  bucket   = google_storage_bucket.app[each.value.bucket].name
  role     = each.value.role
  member   = google_service_account.app[each.value.app].member
}
