resource "google_project_iam_custom_role" "velero" {
  project = local.project
  role_id = "veleroServer"
  title   = "Velero server"
  permissions = [
    "compute.disks.get",
    "compute.disks.create",
    "compute.disks.createSnapshot",
    "compute.projects.get",
    "compute.snapshots.get",
    "compute.snapshots.create",
    "compute.snapshots.useReadOnly",
    "compute.snapshots.delete",
    "compute.zones.get",
  ]
}

resource "google_project_iam_member" "velero" {
  project = local.project
  role    = google_project_iam_custom_role.velero.id
  member  = google_service_account.velero.member
}

resource "google_storage_bucket_iam_member" "velero" {
  bucket = "mulberry-prod-velero"
  role   = "roles/storage.objectUser"
  member = google_service_account.velero.member
}
