provider "google" {
  project = local.project_id
}

locals {
  project_id = "saltmarsh-edge"
}
