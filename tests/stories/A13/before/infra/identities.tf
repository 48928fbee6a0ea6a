# The KSAs live in ../manifests (Flux), so the module must not touch them.

module "audit_exporter" {
    source  = "terraform-google-modules/kubernetes-engine/google//modules/workload-identity"
    version = "~> 34.0"

    project_id          = var.project_id
    name                = "audit-exporter"
    namespace           = "audit"
    use_existing_k8s_sa = true
    annotate_k8s_sa     = false
    roles               = ["roles/logging.viewer", "roles/bigquery.dataEditor"]
}

module "audit_archiver" {
    source  = "terraform-google-modules/kubernetes-engine/google//modules/workload-identity"
    version = "~> 34.0"

    project_id          = var.project_id
    name                = "audit-archiver"
    namespace           = "audit"
    use_existing_k8s_sa = true
    annotate_k8s_sa     = false
    roles               = ["roles/storage.objectCreator"]
}
