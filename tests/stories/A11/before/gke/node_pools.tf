resource "google_container_node_pool" "system" {
  project    = var.project_id
  cluster    = google_container_cluster.ml.name
  location   = var.location
  name       = "system"
  node_count = 2

  node_config {
    machine_type = "e2-standard-4"
    labels       = { pool = "system" }

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}

resource "google_container_node_pool" "serving" {
  project    = var.project_id
  cluster    = google_container_cluster.ml.name
  location   = var.location
  name       = "serving"
  node_count = 4

  node_config {
    machine_type = "n2-standard-8"
    labels       = { pool = "serving" }

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}

resource "google_container_node_pool" "gpu" {
  project  = var.project_id
  cluster  = google_container_cluster.ml.name
  location = var.location
  name     = "gpu"

  autoscaling {
    min_node_count = 0
    max_node_count = 8
  }

  node_config {
    machine_type = "g2-standard-16"
    labels       = { pool = "gpu" }

    guest_accelerator {
      type  = "nvidia-l4"
      count = 1
    }

    taint {
      key    = "nvidia.com/gpu"
      value  = "present"
      effect = "NO_SCHEDULE"
    }

    workload_metadata_config {
      mode = "GCE_METADATA"
    }
  }
}
