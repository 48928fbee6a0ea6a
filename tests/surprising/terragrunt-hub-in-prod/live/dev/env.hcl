locals {
  project = "acme-dev"
}
