include "root" {
  path = find_in_parent_folders("root.hcl")
}

terraform {
  source = "${get_repo_root()}/modules/workload-identity"
}

inputs = {
  account_id    = "ledger-writer"
  namespace     = "ledger"
  ksa_name      = "ledger-writer"
  project_roles = ["roles/spanner.databaseUser"]
}
