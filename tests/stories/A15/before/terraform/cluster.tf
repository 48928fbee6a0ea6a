resource "google_container_cluster" "trips" {
  provider = google-beta

  project  = "wayfarer-trips-prd"
  name     = "trips"
  location = "southamerica-east1"

  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "wayfarer-trips-prd.svc.id.goog"
  }
}

resource "google_container_node_pool" "spot" {
  project    = "wayfarer-trips-prd"
  name       = "spot"
  location   = "southamerica-east1"
  cluster    = google_container_cluster.trips.name
  node_count = 2

  node_config {
    spot         = true
    machine_type = "e2-standard-4"

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
