terraform {
  backend "gcs" {
    bucket = "orchardline-tfstate"
    prefix = "loyalty"
  }
}

provider "google" {
  project = var.project
  region  = var.region
}

data "google_container_cluster" "apps" {
  name     = "apps"
  location = var.region
}
