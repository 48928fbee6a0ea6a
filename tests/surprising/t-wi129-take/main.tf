
resource "kubernetes_service_account_v1" "dns" {
  metadata {
    name      = "external-dns"
    namespace = "external-dns"
  }
  lifecycle { ignore_changes = all }
}
resource "helm_release" "dns" {
  name           = "external-dns"
  namespace      = "external-dns"
  repository     = "https://kubernetes-sigs.github.io/external-dns/"
  chart          = "external-dns"
  take_ownership = true
  values         = ["{serviceAccount: {create: true, name: external-dns}}"]
}
