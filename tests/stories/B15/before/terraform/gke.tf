resource "google_container_cluster" "web" {
  name             = "web"
  location         = local.region
  enable_autopilot = true
}
