module "a" {
  source = "./m"
  bucket = "acme-x"
  role   = "roles/storage.legacyBucketReader"
}
module "b" {
  source = "./m"
  role   = "roles/storage.objectViewer"
}
