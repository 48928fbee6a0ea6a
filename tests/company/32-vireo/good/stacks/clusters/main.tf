terraform {
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 6.0, < 7.0"
    }
  }
  backend "gcs" {
    prefix = "clusters"
  }
}

resource "google_kms_key_ring" "gke" {
  for_each = var.projects

  project  = each.value.id
  name     = "gke"
  location = var.region
}

resource "google_kms_crypto_key" "etcd" {
  for_each = var.projects

  name            = "etcd"
  key_ring        = google_kms_key_ring.gke[each.key].id
  rotation_period = "7776000s"
}

resource "google_kms_crypto_key_iam_member" "gke_agent" {
  for_each = var.projects

  crypto_key_id = google_kms_crypto_key.etcd[each.key].id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = "serviceAccount:service-${each.value.number}@container-engine-robot.iam.gserviceaccount.com"
}

resource "google_service_account" "nodes" {
  for_each = var.projects

  project    = each.value.id
  account_id = "gke-nodes"
}

resource "google_project_iam_member" "nodes" {
  for_each = var.projects

  project = each.value.id
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes[each.key].member
}

resource "google_container_cluster" "this" {
  for_each = var.clusters

  project                  = var.projects[each.value.project].id
  name                     = each.key
  location                 = var.region
  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "${var.projects[each.value.project].id}.svc.id.goog"
  }

  database_encryption {
    state    = "ENCRYPTED"
    key_name = google_kms_crypto_key.etcd[each.value.project].id
  }

  depends_on = [google_kms_crypto_key_iam_member.gke_agent]
}

resource "google_container_node_pool" "main" {
  for_each = var.clusters

  project    = google_container_cluster.this[each.key].project
  name       = "main"
  location   = var.region
  cluster    = google_container_cluster.this[each.key].name
  node_count = 2

  node_config {
    machine_type    = each.value.machine_type
    service_account = google_service_account.nodes[each.value.project].email

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
