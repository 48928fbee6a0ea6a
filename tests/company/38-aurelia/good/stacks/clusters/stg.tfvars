env        = "stg"
project_id = "aurelia-shop-stg-56"
region     = "europe-southwest1"
pools = {
  web  = { machine_type = "n2-standard-4", max_nodes = 3 }
  bulk = { machine_type = "n2-highmem-4", max_nodes = 2 }
}
