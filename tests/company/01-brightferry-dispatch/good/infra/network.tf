resource "google_compute_network" "main" {
  name                    = "dispatch-${var.environment}"
  auto_create_subnetworks = false
}

resource "google_compute_subnetwork" "gke" {
  name                     = "dispatch-${var.environment}-gke"
  network                  = google_compute_network.main.id
  region                   = var.region
  ip_cidr_range            = var.network.subnet_cidr
  private_ip_google_access = true

  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = var.network.pods_cidr
  }

  secondary_ip_range {
    range_name    = "services"
    ip_cidr_range = var.network.services_cidr
  }
}
