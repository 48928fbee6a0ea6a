module "project_services" {
  source  = "terraform-google-modules/project-factory/google//modules/project_services"
  version = "~> 17.0"

  project_id    = var.project_id
  activate_apis = ["container.googleapis.com", "iamcredentials.googleapis.com"]
}

resource "google_container_cluster" "ml" {
  project                  = var.project_id
  name                     = "ml"
  location                 = var.location
  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }

  depends_on = [module.project_services]
}
