module "geocoder" {
  source = "../modules/identity"

  project_id             = var.project_id
  name                   = "geocoder"
  namespace              = "maps"
  bind_workload_identity = var.bind_workload_identity
}

resource "google_project_iam_member" "geocoder" {
  project = var.project_id
  role    = "roles/datastore.user"
  member  = module.geocoder.member
}
