locals {
  project = "acme-staging"
}
