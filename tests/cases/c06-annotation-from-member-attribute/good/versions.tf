terraform {
  required_providers {
    google     = { source = "hashicorp/google", version = "~> 6.20" }
    kubernetes = { source = "hashicorp/kubernetes", version = "~> 2.35" }
  }
}
