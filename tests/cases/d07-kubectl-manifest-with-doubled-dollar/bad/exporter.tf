resource "kubectl_manifest" "exporter_account" {
  yaml_body = <<-YAML
    apiVersion: v1
    kind: ServiceAccount
    metadata:
      name: usage-exporter
      namespace: ${var.namespace}
      annotations:
        iam.gke.io/gcp-service-account: $${google_service_account.exporter.email}
  YAML
}

resource "kubectl_manifest" "exporter" {
  yaml_body = <<-YAML
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: usage-exporter
      namespace: ${var.namespace}
    spec:
      replicas: 1
      selector:
        matchLabels:
          app: usage-exporter
      template:
        metadata:
          labels:
            app: usage-exporter
        spec:
          serviceAccountName: usage-exporter
          containers:
            - name: exporter
              image: europe-west3-docker.pkg.dev/juniper-billing/apps/usage-exporter:1.2.0
              args: ["--topic", "${google_pubsub_topic.usage.id}"]
  YAML
}
