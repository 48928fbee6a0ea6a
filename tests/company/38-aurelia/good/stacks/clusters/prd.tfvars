env        = "prd"
project_id = "aurelia-shop-prd-57"
region     = "europe-southwest1"
pools = {
  web  = { machine_type = "n2-standard-4", max_nodes = 12 }
  bulk = { machine_type = "n2-highmem-4", max_nodes = 6 }
}
