project_id    = "brightferry-dev-2291"
environment   = "dev"
app_namespace = "dispatch-dev"
node_count    = 1
machine_type  = "e2-standard-2"

network = {
  subnet_cidr   = "10.10.0.0/20"
  pods_cidr     = "10.11.0.0/16"
  services_cidr = "10.12.0.0/20"
}
