include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

dependency "accounts" {
  config_path = "../accounts"
}

inputs = {
  project     = include.root.locals.env.lake_project
  environment = include.root.locals.env.name
  writer      = dependency.accounts.outputs.emails["lake-exporter"]
  reader      = dependency.accounts.outputs.emails["report-api"]
}
