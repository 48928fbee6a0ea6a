project_id     = "sable-policy-prd-112"
region         = "europe-west6"
network_prefix = "prod/network"
node_count     = 4
