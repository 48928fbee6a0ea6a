project_id    = "brightferry-stg-2292"
environment   = "staging"
app_namespace = "dispatch-stg"
node_count    = 1
machine_type  = "e2-standard-4"

network = {
  subnet_cidr   = "10.20.0.0/20"
  pods_cidr     = "10.21.0.0/16"
  services_cidr = "10.22.0.0/20"
}
