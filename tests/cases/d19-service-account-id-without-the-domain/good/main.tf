module "thumbnailer" {
  source     = "./modules/workload"
  project_id = "poplar-photos"
  namespace  = "photos"
  name       = "thumbnailer"
}

resource "google_storage_bucket_iam_member" "thumbnailer" {
  bucket = "poplar-photos-originals"
  role   = "roles/storage.objectUser"
  member = module.thumbnailer.member
}
