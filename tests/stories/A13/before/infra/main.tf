data "google_client_config" "me" {}

provider "google" {
    project = var.project_id
    region  = var.region
}

provider "kubernetes" {
    host                   = "https://${google_container_cluster.core.endpoint}"
    token                  = data.google_client_config.me.access_token
    cluster_ca_certificate = base64decode(google_container_cluster.core.master_auth[0].cluster_ca_certificate)
}

resource "google_container_cluster" "core" {
    name             = "core"
    location         = var.region
    enable_autopilot = true
}
