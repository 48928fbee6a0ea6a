include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

inputs = {
  project   = include.root.locals.env.run_project
  name      = "holmgren-${include.root.locals.env.name}"
  pods_cidr = include.root.locals.env.pods_cidr
}
