project_id     = "sable-policy-stg-204"
region         = "europe-west6"
network_prefix = "staging/network"
node_count     = 1
