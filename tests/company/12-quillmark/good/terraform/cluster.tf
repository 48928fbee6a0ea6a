resource "google_container_cluster" "signing" {
  name             = "signing-${var.env}"
  location         = var.region
  network          = var.network
  enable_autopilot = true
}
