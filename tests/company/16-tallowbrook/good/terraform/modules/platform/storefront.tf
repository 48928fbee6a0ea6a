resource "google_service_account" "storefront" {
  for_each = toset(["catalog", "orders"])

  project    = var.project_id
  account_id = "storefront-${each.key}"
}

resource "google_service_account_iam_member" "storefront" {
  for_each = google_service_account.storefront

  service_account_id = each.value.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${google_container_cluster.shop.workload_identity_config[0].workload_pool}[storefront/${each.key}]"
}

resource "google_storage_bucket" "catalog_images" {
  project                     = var.project_id
  name                        = "${var.project_id}-catalog-images"
  location                    = var.region
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "catalog" {
  bucket = google_storage_bucket.catalog_images.name
  role   = "roles/storage.objectUser"
  member = google_service_account.storefront["catalog"].member
}

resource "google_pubsub_topic" "orders" {
  project = var.project_id
  name    = "orders"
}

resource "google_pubsub_topic_iam_member" "orders" {
  project = var.project_id
  topic   = google_pubsub_topic.orders.name
  role    = "roles/pubsub.publisher"
  member  = google_service_account.storefront["orders"].member
}
