include "root" {
  path = find_in_parent_folders()
}

terraform {
  source = "../../../modules/cluster"
}

inputs = {
  min_nodes = 1
  max_nodes = 3
}
