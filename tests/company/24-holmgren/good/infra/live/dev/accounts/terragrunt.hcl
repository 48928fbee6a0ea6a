include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

dependency "cluster" {
  config_path = "../cluster"
}

inputs = {
  workload_pool = dependency.cluster.outputs.workload_pool

  accounts = {
    report-api = {
      project   = include.root.locals.env.run_project
      namespace = "reports"
    }
    lake-exporter = {
      project   = include.root.locals.env.lake_project
      namespace = "exports"
    }
  }
}
