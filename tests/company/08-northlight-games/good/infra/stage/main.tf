locals {
  project       = "northlight-play-stage-4402"
  fleet_project = "northlight-fleet-4400"
  location      = "europe-west3"
}

module "cluster" {
  source = "../modules/cluster"

  project       = local.project
  fleet_project = local.fleet_project
  name          = "play-stage"
  location      = local.location
  node_count    = 1
  machine_type  = "c3-standard-4"
}

module "play_services" {
  source = "../modules/play-services"

  project      = local.project
  pool_project = local.project

  depends_on = [module.cluster]
}
