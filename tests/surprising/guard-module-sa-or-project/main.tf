module "reader" {
  source  = "./m"
  project = "acme-prod"
  role    = "roles/logging.logWriter"
}
module "actor" {
  source  = "./m"
  account = "projects/acme-prod/serviceAccounts/shop-web@acme-prod.iam.gserviceaccount.com"
  role    = "roles/iam.workloadIdentityUser"
}
