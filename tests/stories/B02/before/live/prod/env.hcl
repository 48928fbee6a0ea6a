locals {
  project_id = "fjordbank-core-prod"
}
