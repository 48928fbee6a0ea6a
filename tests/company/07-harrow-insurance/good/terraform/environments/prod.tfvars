core_project     = "harrow-core-prod-3"
identity_project = "harrow-iam-prod-9"
environment      = "prod"
node_count       = 3
