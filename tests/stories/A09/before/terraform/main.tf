variable "project_id" {
  type    = string
  default = "terraglass-maps"
}

provider "google" {
  project = var.project_id
  region  = "asia-northeast1"
}

resource "google_container_cluster" "maps" {
  name               = "maps"
  location           = "asia-northeast1"
  initial_node_count = 1

  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }

  node_config {
    machine_type = "e2-highmem-4"

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
