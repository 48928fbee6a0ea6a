project_id     = "sable-policy-perf-317"
region         = "europe-west6"
network_prefix = "perf/network"
node_count     = 4
