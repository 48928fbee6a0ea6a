variable "project" { type = string }
variable "region" { type = string }
variable "name" { type = string }
variable "nodes" { type = number }
variable "machine_type" { type = string }

output "workload_pool" {
  value = google_container_cluster.this.workload_identity_config[0].workload_pool
}
