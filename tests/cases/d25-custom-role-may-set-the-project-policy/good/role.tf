resource "google_project_iam_custom_role" "inventory" {
  project     = var.project_id
  role_id     = "inventoryReader"
  title       = "Inventory reader"
  description = "Reads what the nightly inventory lists"
  permissions = [
    "compute.instances.list",
    "compute.disks.list",
    "iam.serviceAccounts.list",
    "resourcemanager.projects.get",
    "resourcemanager.projects.getIamPolicy",
    "storage.buckets.list",
  ]
}
