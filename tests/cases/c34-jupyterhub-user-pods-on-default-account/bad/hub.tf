resource "helm_release" "hub" {
  name       = "hub"
  namespace  = "jupyter"
  repository = "https://hub.jupyter.org/helm-chart/"
  chart      = "jupyterhub"
  version    = "4.1.0"
  values     = [file("${path.module}/values/hub.yaml")]
}
