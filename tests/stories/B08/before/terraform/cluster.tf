resource "google_container_cluster" "iot" {
    name             = "iot"
    location         = "us-west1"
    enable_autopilot = true
}
