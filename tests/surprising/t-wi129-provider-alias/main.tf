
provider "kubernetes" {
  alias          = "mgmt"
  config_context = "mgmt"
}
provider "helm" {
  kubernetes { config_context = "main" }
}
resource "kubernetes_service_account" "server" {
  provider = kubernetes.mgmt
  metadata {
    name      = "argocd-server"
    namespace = "argocd"
  }
}
resource "helm_release" "argocd" {
  name       = "argocd"
  namespace  = "argocd"
  repository = "https://argoproj.github.io/argo-helm"
  chart      = "argo-cd"
  values     = ["{server: {serviceAccount: {create: true, name: argocd-server}}}"]
}
