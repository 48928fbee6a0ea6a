terraform {
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 6.0, < 7.0"
    }
  }
  backend "gcs" {
    prefix = "access"
  }
}

locals {
  pool_path = {
    for name, p in var.pools : name =>
    "iam.googleapis.com/projects/${p.project_number}/locations/global/workloadIdentityPools/${p.project_id}.svc.id.goog"
  }

  fhir_gateway     = "principal://${local.pool_path["clinical"]}/subject/ns/fhir/sa/fhir-gateway"
  cohort_builder   = "principal://${local.pool_path["research"]}/subject/ns/cohorts/sa/cohort-builder"
  cohort_namespace = "principalSet://${local.pool_path["research"]}/namespace/cohorts"
}
