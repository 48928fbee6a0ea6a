output "workload_pool" {
  value = one(distinct([
    for c in google_container_cluster.this : c.workload_identity_config[0].workload_pool
  ]))
}

output "fleet_pool" {
  value = "${var.fleet_project}.svc.id.goog"
}
