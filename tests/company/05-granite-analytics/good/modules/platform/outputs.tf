output "cluster" {
  value = {
    name          = google_container_cluster.warehouse.name
    location      = google_container_cluster.warehouse.location
    workload_pool = google_container_cluster.warehouse.workload_identity_config[0].workload_pool
  }
}
