terraform {
  required_version = ">= 1.7"

  backend "gcs" {
    bucket = "harbourline-tfstate"
    prefix = "freight/prod"
  }
}

provider "google" {
  project = "harbourline-prd-9031"
  region  = "europe-west1"
}

module "cluster" {
  source = "../../modules/cluster"

  project_id = "harbourline-prd-9031"
  name       = "freight-prod"
  region     = "europe-west1"
  subnet     = "freight-prod"

  pools = {
    general = { machine_type = "e2-standard-4", min = 3, max = 12, metadata = "GKE_METADATA", tainted = false }
    batch   = { machine_type = "n2d-standard-8", min = 0, max = 12, metadata = "GKE_METADATA", tainted = true }
    scanner = { machine_type = "e2-small", min = 1, max = 1, metadata = "GCE_METADATA", tainted = true }
  }
}

module "identities" {
  source = "../../modules/identities"

  project_id    = "harbourline-prd-9031"
  workload_pool = module.cluster.workload_pool
  namespace     = "freight"
  region        = "europe-west1"
  env           = "prod"
}
