project_id             = "tormentil-maps"
bind_workload_identity = true
