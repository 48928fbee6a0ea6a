locals {
  project       = "northlight-play-dev-4401"
  fleet_project = "northlight-fleet-4400"
  location      = "europe-west3"
}

module "cluster" {
  source = "../modules/cluster"

  project       = local.project
  fleet_project = local.fleet_project
  name          = "play-dev"
  location      = local.location
  node_count    = 1
  machine_type  = "e2-standard-4"
}

module "play_services" {
  source = "../modules/play-services"

  project      = local.project
  pool_project = local.project

  depends_on = [module.cluster]
}
