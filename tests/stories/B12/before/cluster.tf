resource "google_container_cluster" "main" {
  name             = "tickets"
  location         = "europe-west2"
  enable_autopilot = true
}

resource "kubernetes_namespace" "tickets" {
  metadata {
    name = "tickets"
  }
}
