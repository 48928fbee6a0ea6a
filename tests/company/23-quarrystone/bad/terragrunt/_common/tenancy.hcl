locals {
  namespaces = {
    sandbox = "quarry-lab"
    stage   = "quarry-preview"
  }
  default_namespace = "quarry"

  apps = {
    catalog = {
      account = "qs-catalog"
      buckets = { images = "roles/storage.objectViewer" }
    }
    uploader = {
      account = "qs-uploader"
      buckets = { images = "roles/storage.objectUser", intake = "roles/storage.objectUser" }
    }
  }
}
