env        = "dev"
project_id = "aurelia-shop-dev-55"
region     = "europe-southwest1"
pools = {
  web  = { machine_type = "n2-standard-4", max_nodes = 2 }
  bulk = { machine_type = "n2-highmem-4", max_nodes = 1 }
}
