locals {
  environment = "lab"
  project_id  = "ostrava-lab-6021"
  region      = "europe-central2"
}
