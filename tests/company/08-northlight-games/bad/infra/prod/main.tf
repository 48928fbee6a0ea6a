locals {
  project       = "northlight-play-prod-4403"
  fleet_project = "northlight-fleet-4400"
  location      = "europe-west3"
}

module "cluster" {
  source = "../modules/cluster"

  project       = local.project
  fleet_project = local.fleet_project
  name          = "play-prod"
  location      = local.location
  node_count    = 5
  machine_type  = "c3-standard-8"
}

module "play_services" {
  source = "../modules/play-services"

  project      = local.project
  pool_project = local.fleet_project

  depends_on = [module.cluster]
}
