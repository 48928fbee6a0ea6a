core_project     = "harrow-core-stg-2"
identity_project = "harrow-core-stg-2"
environment      = "staging"
node_count       = 1
