core_project     = "harrow-core-dev-1"
identity_project = "harrow-core-dev-1"
environment      = "dev"
node_count       = 1
