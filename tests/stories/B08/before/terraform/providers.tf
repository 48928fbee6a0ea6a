terraform {
    required_version = ">= 1.5.0"

    required_providers {
        google = {
            source  = "hashicorp/google"
            version = ">= 5.30, < 7"
        }
    }
}

provider "google" {
    project = var.project
}
