terraform {
  backend "gcs" {
    bucket = "fernhollow-tfstate"
    prefix = "workloads/staging"
  }
}

data "terraform_remote_state" "cluster" {
  backend = "gcs"

  config = {
    bucket = "fernhollow-tfstate"
    prefix = "cluster/staging"
  }
}

locals {
  project_id    = "fernhollow-media-s1"
  workload_pool = data.terraform_remote_state.cluster.outputs.workload_pool
}

resource "google_storage_bucket" "media" {
  for_each = toset(["masters", "renditions"])

  project                     = local.project_id
  name                        = "${local.project_id}-${each.key}"
  location                    = "asia-southeast1"
  uniform_bucket_level_access = true
}

module "transcode" {
  source = "../../modules/workload"

  project_id    = local.project_id
  name          = "transcode"
  workload_pool = local.workload_pool

  buckets = {
    (google_storage_bucket.media["masters"].name)    = "roles/storage.objectViewer"
    (google_storage_bucket.media["renditions"].name) = "roles/storage.objectUser"
  }
}

module "publish" {
  source = "../../modules/workload"

  project_id    = local.project_id
  name          = "publish"
  workload_pool = local.workload_pool

  buckets = {
    (google_storage_bucket.media["renditions"].name) = "roles/storage.objectViewer"
  }
}
