include "root" {
  path = find_in_parent_folders()
}

terraform {
  source = "../../../modules/cluster"
}

inputs = {
  min_nodes = 2
  max_nodes = 10
}
