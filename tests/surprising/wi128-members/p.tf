resource "google_project" "dvo" {
  name       = "DevOps"
  project_id = "acme-dvo"
  folder_id  = "1"
}
