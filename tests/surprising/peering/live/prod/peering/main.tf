terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "prod/peering"
  }
}

data "terraform_remote_state" "prod" {
  backend = "gcs"
  config = {
    bucket = "acme-tfstate"
    prefix = "prod/network"
  }
}

data "terraform_remote_state" "dev" {
  backend = "gcs"
  config = {
    bucket = "acme-tfstate"
    prefix = "dev/network"
  }
}

resource "google_compute_network_peering" "prod_to_dev" {
  name         = "prod-to-dev"
  network      = data.terraform_remote_state.prod.outputs.network
  peer_network = data.terraform_remote_state.dev.outputs.network
}

resource "google_compute_network_peering" "dev_to_prod" {
  name         = "dev-to-prod"
  network      = data.terraform_remote_state.dev.outputs.network
  peer_network = data.terraform_remote_state.prod.outputs.network
}
