module "platform" {
  source = "../../../modules/platform"

  project_id = "granite-analytics-prd-5503"
  node_count = 3

  cidrs = {
    nodes    = "10.12.0.0/20"
    pods     = "10.22.0.0/16"
    services = "10.32.0.0/20"
  }
}

output "cluster" {
  value = module.platform.cluster
}
