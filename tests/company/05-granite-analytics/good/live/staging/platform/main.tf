module "platform" {
  source = "../../../modules/platform"

  project_id = "granite-analytics-stg-5502"
  node_count = 1

  cidrs = {
    nodes    = "10.11.0.0/20"
    pods     = "10.21.0.0/16"
    services = "10.31.0.0/20"
  }
}

output "cluster" {
  value = module.platform.cluster
}
