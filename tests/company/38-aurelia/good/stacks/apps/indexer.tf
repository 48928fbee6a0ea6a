resource "google_service_account" "indexer" {
  account_id   = "catalog-indexer"
  display_name = "Catalog indexer"
}

resource "google_service_account_iam_member" "indexer_wi" {
  service_account_id = google_service_account.indexer.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.pool}[catalog/indexer]"
}

locals {
  catalog_buckets = toset(concat(
    ["aurelia-catalog-${var.env}"],
    var.env == "prd" ? ["aurelia-catalog-archive"] : [],
  ))
}

resource "google_storage_bucket" "catalog" {
  for_each = local.catalog_buckets

  name                        = each.key
  location                    = var.region
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "indexer" {
  for_each = local.catalog_buckets

  bucket = google_storage_bucket.catalog[each.key].name
  role   = "roles/storage.objectViewer"
  member = google_service_account.indexer.member
}

resource "helm_release" "indexer" {
  name             = "indexer"
  namespace        = "catalog"
  create_namespace = true
  chart            = "${path.module}/../../charts/app"

  values = [
    templatefile("${path.module}/values/app.yaml.tftpl", {
      name     = "indexer"
      version  = var.versions.indexer
      replicas = 1
      pool     = "bulk"
      annotations = {
        "aurelia.shop/owner"             = "catalog"
        "iam.gke.io/gcp-service-account" = google_service_account.indexer.email
      }
      env = [for b in local.catalog_buckets : { name = upper(replace(b, "-", "_")), value = "gs://${b}" }]
    })
  ]
}
