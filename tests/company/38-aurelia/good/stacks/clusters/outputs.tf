output "workload_pool" {
  value = google_container_cluster.shop.workload_identity_config[0].workload_pool
}

output "endpoint" {
  value = google_container_cluster.shop.endpoint
}

output "ca_certificate" {
  value = google_container_cluster.shop.master_auth[0].cluster_ca_certificate
}
