resource "helm_release" "velero" {
  name             = "velero"
  namespace        = "velero"
  create_namespace = true
  repository       = "https://vmware-tanzu.github.io/helm-charts"
  chart            = "velero"
  version          = "8.1.0"
  values = [yamlencode({
    credentials      = { useSecret = false }
    snapshotsEnabled = false
    serviceAccount = {
      server = {
        create = true
        annotations = {
          "iam.gke.io/gcp-service-account" = google_service_account.velero.email
        }
      }
    }
    configuration = {
      backupStorageLocation = [{
        name     = "default"
        provider = "velero.io/gcp"
        bucket   = "smew-platform-backups"
        config   = { serviceAccount = google_service_account.velero.email }
      }]
    }
  })]
}
