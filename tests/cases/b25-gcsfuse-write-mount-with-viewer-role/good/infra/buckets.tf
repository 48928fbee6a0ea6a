resource "google_storage_bucket" "frames" {
  project                     = "hazel-vfx"
  name                        = "hazel-vfx-frames"
  location                    = "US"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket" "scenes" {
  project                     = "hazel-vfx"
  name                        = "hazel-vfx-scenes"
  location                    = "US"
  uniform_bucket_level_access = true
}
