terraform {
  required_providers {
    google = { source = "hashicorp/google", version = "~> 6.20" }
    helm   = { source = "hashicorp/helm", version = "~> 2.17" }
  }
}
