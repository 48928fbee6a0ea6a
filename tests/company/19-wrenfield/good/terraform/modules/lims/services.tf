module "sample_api" {
  source = "../service-identity"

  project_id    = var.project_id
  name          = "sample-api"
  workload_pool = google_container_cluster.lims.workload_identity_config[0].workload_pool
}

module "result_export" {
  source = "../service-identity"

  project_id    = var.project_id
  name          = "result-export"
  workload_pool = google_container_cluster.lims.workload_identity_config[0].workload_pool
}

resource "google_pubsub_topic" "samples" {
  project = var.project_id
  name    = "samples"
}

resource "google_pubsub_topic_iam_member" "sample_api" {
  project = var.project_id
  topic   = google_pubsub_topic.samples.name
  role    = "roles/pubsub.publisher"
  member  = module.sample_api.member
}

resource "google_storage_bucket" "results" {
  project                     = var.project_id
  name                        = "${var.project_id}-results"
  location                    = var.region
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "result_export" {
  bucket = google_storage_bucket.results.name
  role   = "roles/storage.objectViewer"
  member = module.result_export.member
}

resource "google_secret_manager_secret" "sftp" {
  project   = var.project_id
  secret_id = "result-export-sftp"

  replication {
    user_managed {
      replicas {
        location = var.region
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "result_export" {
  project   = var.project_id
  secret_id = google_secret_manager_secret.sftp.secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = module.result_export.member
}
