module "a" {
  source            = "terraform-google-modules/kubernetes-engine/google"
  version           = "~> 33.0"
  project_id        = "acme-prod"
  name              = "a"
  region            = "europe-west1"
  network           = "n"
  subnetwork        = "s"
  ip_range_pods     = "p"
  ip_range_services = "q"
}
module "b" {
  source            = "terraform-google-modules/kubernetes-engine/google"
  version           = "~> 33.0"
  project_id        = "acme-prod"
  name              = "b"
  region            = "europe-west2"
  network           = "n"
  subnetwork        = "s"
  ip_range_pods     = "p"
  ip_range_services = "q"
}
module "build" {
  source             = "terraform-google-modules/kubernetes-engine/google"
  version            = "~> 33.0"
  project_id         = "acme-prod"
  name               = "build"
  region             = "europe-west3"
  network            = "n"
  subnetwork         = "s"
  ip_range_pods      = "p"
  ip_range_services  = "q"
  identity_namespace = null
}
