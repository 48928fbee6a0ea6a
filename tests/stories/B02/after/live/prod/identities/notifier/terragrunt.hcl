include "root" {
  path = find_in_parent_folders("root.hcl")
}

terraform {
  source = "${get_repo_root()}/modules/workload-identity"
}

inputs = {
  account_id    = "notifier"
  namespace     = "customer-comms"
  ksa_name      = "notifier"
  project_roles = ["roles/pubsub.subscriber"]
}
