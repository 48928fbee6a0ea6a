project_id    = "seabright-gke-prd-1172"
fleet_project = "seabright-fleet-prd-1172"

clusters = {
  rail = { region = "europe-west4", machine_type = "n2-standard-4", max_nodes = 7 }
  port = { region = "europe-north1", machine_type = "n2-standard-8", max_nodes = 5 }
}
