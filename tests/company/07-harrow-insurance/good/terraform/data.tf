resource "google_storage_bucket" "documents" {
  name                        = "${var.core_project}-documents"
  location                    = "EUROPE-WEST2"
  uniform_bucket_level_access = true
}

resource "google_secret_manager_secret" "rating_key" {
  secret_id = "rating-provider-key"

  replication {
    auto {}
  }
}

resource "google_pubsub_topic" "claims" {
  name = "claims-received"
}

module "documents_iam" {
  source  = "terraform-google-modules/iam/google//modules/storage_buckets_iam"
  version = "~> 8.1"

  storage_buckets = [google_storage_bucket.documents.name]
  mode            = "additive"

  bindings = {
    "roles/storage.objectUser"   = ["serviceAccount:${local.emails["doc-vault"]}"]
    "roles/storage.objectViewer" = ["serviceAccount:${local.emails["claims-api"]}"]
  }

  depends_on = [google_service_account.app]
}

module "rating_key_iam" {
  source  = "terraform-google-modules/iam/google//modules/secret_manager_iam"
  version = "~> 8.1"

  project = var.core_project
  secrets = [google_secret_manager_secret.rating_key.secret_id]
  mode    = "additive"

  bindings = {
    "roles/secretmanager.secretAccessor" = ["serviceAccount:${local.emails["quote-engine"]}"]
  }

  depends_on = [google_service_account.app]
}

module "claims_topic_iam" {
  source  = "terraform-google-modules/iam/google//modules/pubsub_topics_iam"
  version = "~> 8.1"

  project       = var.core_project
  pubsub_topics = [google_pubsub_topic.claims.name]
  mode          = "additive"

  bindings = {
    "roles/pubsub.publisher" = ["serviceAccount:${local.emails["claims-api"]}"]
  }

  depends_on = [google_service_account.app]
}
