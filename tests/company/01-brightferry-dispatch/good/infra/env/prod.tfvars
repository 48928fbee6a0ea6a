project_id    = "brightferry-prod-2293"
environment   = "prod"
app_namespace = "dispatch"
node_count    = 3
machine_type  = "n2-standard-4"

network = {
  subnet_cidr   = "10.30.0.0/20"
  pods_cidr     = "10.31.0.0/16"
  services_cidr = "10.32.0.0/20"
}
