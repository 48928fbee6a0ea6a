terraform {
  required_version = ">= 1.7"

  backend "gcs" {
    bucket = "harbourline-tfstate"
    prefix = "freight/dev"
  }
}

provider "google" {
  project = "harbourline-dev-2207"
  region  = "europe-west4"
}

module "cluster" {
  source = "../../modules/cluster"

  project_id = "harbourline-dev-2207"
  name       = "freight-dev"
  region     = "europe-west4"
  subnet     = "freight-dev"

  pools = {
    general = { machine_type = "e2-standard-4", min = 1, max = 3, metadata = "GKE_METADATA", tainted = false }
    batch   = { machine_type = "n2d-standard-8", min = 0, max = 3, metadata = "GKE_METADATA", tainted = true }
    scanner = { machine_type = "e2-small", min = 1, max = 1, metadata = "GCE_METADATA", tainted = true }
  }
}

module "identities" {
  source = "../../modules/identities"

  project_id    = "harbourline-dev-2207"
  workload_pool = module.cluster.workload_pool
  namespace     = "freight"
  region        = "europe-west4"
  env           = "dev"
}
