terraform {
  required_version = ">= 1.5"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.8"
    }
  }
  backend "gcs" {
    bucket = "kestrel-media-prod-tfstate"
    prefix = "media"
  }
}

module "clusters" {
  source = "../modules/clusters"

  environment = "prod"
  project     = "kestrel-media-prod"

  clusters = {
    main = {
      location          = "us-east1"
      machine_type      = "n2-standard-4"
      workload_identity = true
    }

    main-b = {
      location          = "us-east4"
      machine_type      = "n2-standard-8"
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

  project       = "kestrel-media-prod"
  workload_pool = module.clusters.workload_pool
  assets_bucket = "kestrel-assets-prod"
}
