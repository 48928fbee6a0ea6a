resource "kubernetes_service_account" "job" {
  metadata {
    name        = "job"
    namespace   = "ci"
    annotations = { "iam.gke.io/gcp-service-account" = "ci-jobber@acme-prod.iam.gserviceaccount.com" }
  }
}
resource "helm_release" "runner" {
  name       = "gitlab-runner"
  namespace  = "ci"
  repository = "https://charts.gitlab.io"
  chart      = "gitlab-runner"
  values = [<<-EOT
    serviceAccount: {create: true, name: gitlab-runner}
    runners:
      config: |
        [[runners]]
          [runners.kubernetes]
            namespace = "{{.Release.Namespace}}"
            service_account = "job"
  EOT
  ]
}
