variable "mode" { default = "DISABLED" }
resource "google_container_node_pool" "p" {
  count   = var.mode == "DISABLED" ? 0 : 1
  name    = "p"
  cluster = "main"
  node_config {
    workload_metadata_config { mode = var.mode }
  }
}
