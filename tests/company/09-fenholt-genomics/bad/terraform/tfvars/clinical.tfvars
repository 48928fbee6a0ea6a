project_id  = "fenholt-seq-clin-22"
environment = "clinical"

node_pools = [
  {
    name          = "services"
    machine_type  = "e2-standard-4"
    min_count     = "1"
    max_count     = "3"
    node_metadata = "GKE_METADATA"
  },
  {
    name          = "align-himem"
    machine_type  = "n2-highmem-32"
    min_count     = "0"
    max_count     = "12"
    disk_type     = "pd-ssd"
    node_metadata = "GCE_METADATA"
  },
]

node_pools_taints = {
  align-himem = [
    {
      key    = "workload"
      value  = "alignment"
      effect = "NO_SCHEDULE"
    },
  ]
}
