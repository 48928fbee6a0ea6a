module "transcoder_sa" {
  source       = "github.com/GoogleCloudPlatform/cloud-foundation-fabric//modules/iam-service-account?ref=v36.0.0"
  project_id   = var.project_id
  name         = "transcoder"
  display_name = "Transcoder jobs"
  iam = {
    "roles/iam.workloadIdentityUser" = [
      "serviceAccount:${var.project_id}.svc.id.goog[video/transcoder]",
    ]
  }
  iam_storage_roles = {
    brambling-video-sources = ["roles/storage.objectViewer"]
    brambling-video-renders = ["roles/storage.objectUser"]
  }
}
