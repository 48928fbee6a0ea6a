variable "project" { type = string }
resource "google_compute_network" "vpc" {
  project = var.project
  name    = "vpc"
}
output "network" { value = google_compute_network.vpc.id }
