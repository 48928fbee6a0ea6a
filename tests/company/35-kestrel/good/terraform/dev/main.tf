terraform {
  required_version = ">= 1.5"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.8"
    }
  }
  backend "gcs" {
    bucket = "kestrel-media-dev-tfstate"
    prefix = "media"
  }
}

module "clusters" {
  source = "../modules/clusters"

  environment = "dev"
  project     = "kestrel-media-dev"

  clusters = {
    main = {
      location          = "us-east1"
      machine_type      = "n2-standard-4"
      workload_identity = true
    }

    edge = {
      location          = "us-east1"
      machine_type      = "n2-highcpu-8"
      workload_identity = false
    }
  }
}

module "media_api" {
  source = "../modules/media-api"

  project       = "kestrel-media-dev"
  workload_pool = module.clusters.workload_pool
  assets_bucket = "kestrel-assets-dev"
}
