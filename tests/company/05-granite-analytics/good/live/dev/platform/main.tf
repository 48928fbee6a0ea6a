module "platform" {
  source = "../../../modules/platform"

  project_id = "granite-analytics-dev-5501"
  node_count = 1

  cidrs = {
    nodes    = "10.10.0.0/20"
    pods     = "10.20.0.0/16"
    services = "10.30.0.0/20"
  }
}

output "cluster" {
  value = module.platform.cluster
}
