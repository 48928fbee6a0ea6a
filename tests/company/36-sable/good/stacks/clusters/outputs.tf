output "workload_pool" {
  value = google_container_cluster.policy["online"].workload_identity_config[0].workload_pool
}

output "online" {
  value = {
    endpoint = google_container_cluster.policy["online"].endpoint
    ca       = google_container_cluster.policy["online"].master_auth[0].cluster_ca_certificate
  }
}
